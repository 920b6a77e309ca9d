/** The files of certificate and key do not make a login: a fault of the configuration, said in a sentence. */
export class CertificateRefused extends Error {
  override readonly name = 'CertificateRefused';
}
