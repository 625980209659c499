import type { Rule } from '../rule.ts';

/** Names that were not resolved, and certificates that were not accepted. */
export const DNS_TLS: readonly Rule[] = [
  {
    id: 'host-unresolved',
    kind: 'dns',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bcould ?n[o']t resolve (?:host|proxy)|\btemporary failure (?:in name resolution|resolving)|\bEAI_AGAIN\b|\bENOTFOUND\b|\bno such host\b|\bname or service not known\b|\bnodename nor servname\b|\bunable to resolve (?:host(?:name|)|address|the host)\b|\bUnknownHostException\b|\bserver misbehaving\b|\bgetaddrinfo failed\b|\bname resolution (?:failed|failure|error)|\bNXDOMAIN\b|\bno address associated with (?:host)?name\b|\bDNS (?:lookup|query|resolution|server|transient|:).{0,40}(?:fail|error|timed out|timeout|returned)|\bNameResolutionError\b|\bUnknownHostError\b|\bcurl error 6\b|^(?:Err:\d{1,4}|[EW]:) .{1,200}\bCould not resolve '|\bgetaddrinfo ENOENT\b|\blookup [\w-]{1,60}\.[\w.-]{1,150} on \S{1,60}:53: |\bfailed to lookup address\b|\bfailed to resolve (?:host|address)|\bThe remote name could not be resolved\b|\bTry again later\b.{0,20}\bDNS\b|\btransient error \(try again later\)/i,
    // A name without a dot is a container's or a variable that nobody set; a harmless notice of sudo's.
    unless:
      /\b(?:ENOTFOUND|EAI_AGAIN|tcp: lookup|hostname:|UnknownHostException:) ["'`]?[\w-]{1,60}(?:["'`\s:]|$)|\bresolve host: ["'`]?[\w-]{1,60}["'`]?(?:\s*\(|\s*$|\s*;|:)|\bsudo:|\b(?:undefined|localhost)\b|\.(?:internal|local|invalid)\b|\bmirrorlist\.centos\.org\b|\bhost=["'][\w-]{1,60}["']/i,
    example: 'curl: (6) Could not resolve host: repo.example.com',
    nearMiss: 'Error: getaddrinfo EAI_AGAIN postgres',
    source: 'getaddrinfo(3), curl 8, Go net, Java, .NET 8',
  },
  {
    id: 'local-name-unresolved',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\b(?:getaddrinfo (?:ENOTFOUND|EAI_AGAIN)|dial tcp: lookup|UnknownHostException:|resolve host:) ["'`]?[\w-]{1,60}(?:["'`\s:]|$)|\bmirrorlist\.centos\.org\b/i,
    weak: true,
    example: 'Error: getaddrinfo ENOTFOUND postgres',
    nearMiss: 'Error: getaddrinfo ENOTFOUND registry.example.com',
    source: 'Node.js 24, Go net: names of containers',
  },
  {
    id: 'certificate-rejected',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bcertificate[ _]verif(?:y|ication)[ _]failed|\bself[- _]signed[ _]cert|\bunable to (?:get (?:local |)issuer|verify the first) certificate|\bcertificate (?:has |is |)(?:expired|not yet valid|not trusted|signed by unknown|verification error|verify)|\bCERT_(?:HAS_EXPIRED|NOT_YET_VALID|UNTRUSTED)\b|\bUNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT)|\bERR_TLS_CERT_\w{2,30}|\bPKIX path\b|\bx509: |\bcurl: \((?:51|53|58|60|77|83)\)|\bSSL certificate problem\b|\bSSLCertVerificationError\b|\bAuthenticationException: The remote certificate\b|\bremote certificate (?:is|was) (?:invalid|rejected)|\bCould not verify the SSL certificate\b|\bproblem confirming the ssl certificate\b|\bSSL module is not available\b|\bcertificate .{1,80}doesn't match\b|\bno alternative certificate subject name\b|\binvalid peer certificate\b/i,
    unless: /\bwarning:.{0,60}\bcertificate\b/i,
    example: 'SSL certificate problem: unable to get local issuer certificate',
    nearMiss: 'aws_acm_certificate.site: Creation complete after 9s',
    source: 'OpenSSL 3, Go crypto/x509, Java 21, .NET 8',
  },
  {
    id: 'tls-mismatch',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bSSL routines:.{0,60}(?:wrong version number|unsupported protocol|no protocols available|alert)|\bEPROTO\b|\btlsv1\w{0,10} alert\b|\bno ciphers? (?:available|in common)|\bprotocol version\b.{0,30}\balert\b|\bfirst record does not look like a TLS handshake\b|\bserver gave HTTP response to HTTPS client\b|\bPlain HTTP request was sent to HTTPS port\b/i,
    example: 'http: server gave HTTP response to HTTPS client',
    nearMiss: 'TLS handshake complete',
    source: 'OpenSSL 3, Go net/http',
  },
  {
    id: 'proxy-refuses',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bproxy authentication required\b|\b407 \w{0,10} ?proxy\b|\bcould ?n[o']t resolve proxy\b|\binvalid proxy\b|\bproxy (?:URL|address).{0,40}(?:invalid|malformed|no scheme)|\bUnsupported protocol .{0,40}proxy/i,
    example: 'curl: (56) Received HTTP code 407 from proxy: Proxy Authentication Required',
    nearMiss: 'Using proxy http://proxy.example.com:3128',
    source: 'curl 8, npm 10, pip 24',
  },
];
