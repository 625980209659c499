import type { Rule } from '../rule.ts';
import { either, LOCAL, OWN } from './local.ts';

const LIMITED = /\brate[- ]?limit|\btoo ?many ?requests\b|\brate exceeded\b|\bthrottl/i;

/** What servers answered over HTTP, and their limits of requests. */
export const HTTP: readonly Rule[] = [
  {
    id: 'rate-limit',
    kind: 'registry-rate-limit',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\btoomanyrequests\b|\bpull rate limit\b|\b(?:api |secondary |request |download |hourly |anonymous |)rate limit(?:ing|) (?:exceeded|reached|hit|has been)|\b(?:exceeded|over|hit|reached) (?:a |the |your |its |our |)(?:\w{1,20} |)rate limit|\b429\b.{0,40}\btoo many requests\b|\bHTTP[^\n]{0,20} 429\b|\bE429\b|\bERR_PNPM_FETCH_429\b|\b(?:error|status|code|response|returned|received|got|failed with|failure)(?: code| was|):? \(?429\b|\b429 client error\b|\b429 too many\b|\bRetry-After: \d|\babuse detection mechanism\b/i,
    unless: OWN,
    example: 'Error response from daemon: toomanyrequests: You have reached your pull rate limit.',
    nearMiss: 'Expected status 429 Too Many Requests but received 200',
    source: 'docs.docker.com/docker-hub/usage, GitHub REST API: rate limits',
  },
  {
    id: 'too-many-requests',
    kind: 'registry-rate-limit',
    class: 'transient',
    looksAt: 'line',
    pattern: /\btoo many requests\b/i,
    unless: OWN,
    weak: true,
    example: 'Too many requests, please wait before you try again.',
    nearMiss: 'Health checks failed: too many requests timed out',
    source: 'RFC 6585, status 429',
  },
  {
    id: 'gateway-error',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\brequested URL returned error: 5(?:0[0234]|2\d)\b|\b(?:502 (?:Bad Gateway|Proxy Error)|503 (?:Service |Backend |)(?:Temporarily |)(?:Unavailable|fetch failed)|504 (?:Gateway Time-?out|Gateway Timeout))|\b5\d\d (?:server error|Internal Server Error):? .{0,80}\bfor url\b|\b5\d\d Internal Server Error (?:for|while)\b|\bstatus code 5[02]\d - GET https:|\b(?:status(?: code|)|Response code|Return code(?: is|)|HTTP (?:error|code|status)|error|Received status code|got|returned(?: status| code|)|responded with(?: status| a|)|failed with(?: status| code|))[:=]? ?\(?"?50[234]\b|\bHTTP(?:\/[\d.]{1,3}|) 50[234]\b|\bnpm (?:ERR!|error) (?:code E|)5(?:0[0234]|2\d)\b|\bRequest failed \\?\"5(?:0[0234]|2\d)\b|\bERR_PNPM_FETCH_(?:408|5\d\d)\b|\bHTTP status server error\b|\bstatusCode[=:] ?50[234]\b|\b(?:reading|fetching|downloading|getting|to|from|fetch|GET|HEAD|PUT) [\"'`]?https:\/\/\S{1,300}(?:: | - | )50[0234](?: [A-Z]|$)|\bunexpected (?:HTTP |)status(?: code|)\b.{0,200}: 50[0234]\b|\bservice (?:is )?temporarily unavailable\b|\bupstream connect error\b|\bbackend fetch failed\b|\bBad Gateway\b/i,
    unless: either(LOCAL, OWN),
    example:
      "Could not GET 'https://repo.example.com/a.pom'. Received status code 503 from server: Service Unavailable",
    nearMiss: 'Health checks failed with these codes: HTTP 503',
    source: 'RFC 9110, statuses 500 to 504, as git, Maven, Gradle, npm, pip and curl print them',
  },
  {
    id: 'http-not-found',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\brequested URL returned error: 4(?:0[045]|1\d|22)\b|\b4(?:00|22) Client Error\b|\bHTTPError: 400 Bad Request\b|\bHTTP (?:error|code|status)[: ]{1,2}404\b|\bERROR 404: ?Not Found\b|\b404 Client Error\b|\bHTTP status client error \(40[04]|\bstatus(?: code|)[:=]? ?\(?40[45]\b|\b404:? Not Found\b|\b410 Gone\b|\bReceived status code 404\b/i,
    unless: either(LIMITED, /\bretry|\bexpected\b|\b40[13]\b/i),
    example: 'curl: (22) The requested URL returned error: 404',
    nearMiss: 'curl: (22) The requested URL returned error: 503',
    source: 'curl 8, wget 1, git 2, requests 2',
  },
  {
    id: 'http-denied',
    kind: 'credentials',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\brequested URL returned error: 40[13]\b|\bHTTP (?:error|code|status)[: ]{1,2}40[13]\b|\bERROR 40[13]: ?\w|\b40[13] Client Error\b|\bHTTP status client error \(40[13]|\bstatus(?: code|)[:=]? ?\(?40[13]\b|\b401:? \(?Unauthorized\b|\b403:? \(?Forbidden\b|\bResponse code: 40[13]\b|\breturned (?:status |code |)40[13]\b|\bUsername\/Password Authentication Failed\b|\bReasonPhrase: ?(?:Unauthorized|Forbidden)|\bUnable to authenticate, need:|\bauthentication (?:is |)required\b|\bReceived status code 40[13]\b|\bHTTP\/[\d.]{1,3} 40[13]\b/i,
    unless: either(LIMITED, /\bexpected\b/i),
    example: 'fatal: unable to access: The requested URL returned error: 403',
    nearMiss: 'HTTP error 403: API rate limit exceeded for 192.0.2.7',
    source: 'RFC 9110, statuses 401 and 403, as git, Maven, npm, pip and curl print them',
  },
];
