import { CertificateRefused } from '../exchange/betfair/certificate-refused.ts';
import { type CertificateFiles, readCertificates } from '../exchange/betfair/certificates.ts';
import { CERTIFICATE_SOON } from '../watchdog/judge.ts';
import { type Finding, fail, pass, warning } from './finding.ts';

const DAY_MS = 86_400_000;

/** Whether certificate and key can be read, belong together and hold for a while; `now` is wall-clock ms. */
export function checkCertificate(files: CertificateFiles, now: number): Finding {
  try {
    const { expiresAt } = readCertificates(files, now);
    const days = Math.floor((expiresAt - now) / DAY_MS);
    const until = `it belongs to its key and holds until ${new Date(expiresAt).toISOString().slice(0, 10)}`;
    return expiresAt - now < CERTIFICATE_SOON
      ? warning(
          'Certificate',
          `${until}, ${days} days from now: make a new one and link it to the account before then.`,
        )
      : pass('Certificate', `${until}.`);
  } catch (error) {
    if (error instanceof CertificateRefused) return fail('Certificate', error.message);
    throw error;
  }
}
