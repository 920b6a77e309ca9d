import { secureHeaders } from 'hono/secure-headers';

const SELF = ["'self'"];
const NONE = ["'none'"];

/** Nothing of another place, no script or style in the page's text, in nobody's frame. */
export const strictHeaders = () =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: NONE,
      scriptSrc: SELF,
      styleSrc: SELF,
      imgSrc: ["'self'", 'data:', 'blob:'],
      connectSrc: SELF,
      fontSrc: SELF,
      manifestSrc: SELF,
      formAction: SELF,
      frameAncestors: NONE,
      baseUri: NONE,
    },
    xFrameOptions: 'DENY',
    crossOriginResourcePolicy: 'same-origin',
    referrerPolicy: 'no-referrer',
    // It would bind every other program of the same host to https.
    strictTransportSecurity: false,
  });
