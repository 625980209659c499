import type { Rule } from '../rule.ts';
import { either, LOCAL, OWN } from './local.ts';

/** Connections that broke or were never made, by whatever program. */
export const NETWORK: readonly Rule[] = [
  {
    id: 'socket-error',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\b(?:ECONNRESET|ECONNABORTED|E(?:SOCKET|)TIMEDOUT|EHOSTUNREACH|ENETUNREACH|EIDLETIMEOUT|ERR_SOCKET_(?:CONNECTION_|)TIMEOUT|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT|UND_ERR_SOCKET|WSAECONNRESET|WSAETIMEDOUT)\b/i,
    unless: either(LOCAL, /\bspawn(?:Sync|)\b|\bmock/i),
    example: 'npm error code ECONNRESET',
    nearMiss: 'Error: read ECONNRESET from 127.0.0.1:8080',
    source: 'Node.js 24, errno names of sockets',
  },
  {
    id: 'connection-reset',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bconnection (?:was |has been |)(?:reset|aborted|(?:forcibly |)closed by (?:the |)(?:remote|peer|foreign))|\b(?:recv|read|write|send|ssl_\w{1,20}) (?:failure|error|failed)\b.{0,60}\b(?:reset|closed|aborted|-110|-54|-9)\b|\bremote (?:end|host) (?:closed|terminated|forcibly)|\bremote party closed|\bsocket hang up\b|\bdownload(?:ing|)\b.{0,120}\bserver closed (?:the |)connection\b|\bforcibly closed by the remote host|\bsocket disconnected before secure|\bserver disconnected\b|\b(?:read|write) tcp .{1,200}: use of closed network connection\b|\bconnection was closed (?:before|unexpectedly)|\bexisting connection was|\bhttp2: (?:client connection (?:force closed|lost)|server sent GOAWAY)|\bCouldn't connect to server\b|\b(?:FailedToOpenSocket|ConnectionClosed|ConnectionRefused) downloading\b|\bable to access the url\?|\bnet::ERR_(?:CONNECTION_(?:RESET|TIMED_OUT|CLOSED|ABORTED)|NETWORK_CHANGED|TIMED_OUT)\b|\b(?:write tcp|send failure)\b.{0,120}\bbroken pipe\b/i,
    unless: LOCAL,
    example: 'curl: (35) OpenSSL SSL_connect: Connection reset by peer in connection to repo.example.com:443',
    nearMiss: 'read tcp 127.0.0.1:41830->127.0.0.1:8080: read: connection reset by peer',
    source: 'libc, OpenSSL, Node.js, Java: texts of connections that were cut',
  },
  {
    id: 'connection-timeout',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bconnect(?:ion|) (?:attempt |)(?:has |)time(?:d |-?)out\b|\bread (?:operation |)time(?:d |)out\b|\bResponse timeout while trying to fetch\b|\b(?:Web|Http\w{0,9})Exception: The operation has timed out\b|\bconnect timeout (?:on endpoint|expired)|\bi\/o timeout\b|\btls handshake timeout\b|\bhandshake timed out\b|\bsocket timed? ?out\b|\bClient\.Timeout (?:or context cancellation |)(?:exceeded |)while\b|\brequest canceled while waiting for connection\b|\bnetwork timeout at\b|\bnetwork operation timed out\b|\bOperation timed out after \d{1,9} milliseconds\b|\bconnected party did not properly respond\b|\bconnect(?:ing|) to .{1,200}(?:operation timed out|failed: timed out)|\b(?:caused by|curl|tcp|fetch\w{0,3}|download\w{0,3}|get \S{1,200}): .{0,120}\boperation timed out\b|\bURLError: .{0,30}timed out|\btimeout was reached\b|\b(?:Get|Head|Post|Put) "?https?:.{1,300}: context deadline exceeded\b|\bhttps:\S{1,300} failed: timeout\b|\bdownload(?:ing|) timed out\b|\bport \d{1,5}: timed out\b|\bTimeout awaiting '\w{3,20}' for \d|\btimed out (?:trying|while (?:waiting|trying)) to (?:connect|download|fetch)/i,
    unless: either(LOCAL, /\bexceeded timeout of \d/i),
    example:
      'go: example.com/mod@v1.2.0: Get "https://proxy.example.com/mod": dial tcp 192.0.2.7:443: i/o timeout',
    nearMiss: 'dial tcp 127.0.0.1:5432: i/o timeout',
    source: 'Go net, Java, curl, Python, Node.js: texts of timeouts of a connection',
  },
  {
    id: 'connection-refused',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern: /\bECONNREFUSED\b|\bconnection (?:was |)refused\b|\bNo connection could be made\b/i,
    // Without a remote address it may be anything of the build's own.
    unless: either(LOCAL, /^(?!.{0,500}(?:\d{1,3}\.\d{1,3}\.\d{1,3}\.\d|[\w-]\.[a-z]{2,20}(?![\w.]*\()\b))/i),
    example: 'curl: (7) Failed to connect to repo.example.com port 443: Connection refused',
    nearMiss: 'Error: connect ECONNREFUSED 127.0.0.1:5432',
    source: 'libc, connect(2)',
  },
  {
    id: 'connection-refused-somewhere',
    kind: 'network',
    class: 'unknown',
    looksAt: 'line',
    pattern: /\bECONNREFUSED\b|\bconnection (?:was |)refused\b/i,
    unless: LOCAL,
    weak: true,
    example: 'npm error code ECONNREFUSED',
    nearMiss: 'Error: connect ECONNREFUSED ::1:5432',
    source: 'libc, connect(2)',
  },
  {
    id: 'own-service-unreachable',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /(?:\b(?:ECONNREFUSED|ERR_CONNECTION_REFUSED)\b|\bconnection (?:was |)refused\b|\bcould not connect to server\b|\bCan't connect to (?:local |)MySQL server\b).{0,120}(?:\b127\.0\.0\.\d|\blocalhost\b|::1\b|\b0\.0\.0\.0\b|\.sock\b)|(?:\b127\.0\.0\.\d|\blocalhost\b|::1\b|\.sock\b).{0,120}\b(?:ECONNREFUSED|connection refused|refused)\b/i,
    // A service of the build's own is often waited for in a loop.
    weak: true,
    example: 'Error: connect ECONNREFUSED 127.0.0.1:5432',
    nearMiss: 'Error: connect ECONNREFUSED 192.0.2.10:443',
    source: 'libc, connect(2)',
  },
  {
    id: 'no-route',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern: /\bnetwork is unreachable\b|\bno route to host\b|\bhost is unreachable\b|\bnetwork is down\b/i,
    unless: LOCAL,
    example: 'wget: connect to repo.example.com (192.0.2.7) port 443 failed: Network is unreachable',
    nearMiss: 'connect to 10.0.3.7 port 5432 failed: No route to host',
    source: 'libc, connect(2)',
  },
  {
    id: 'curl-transport',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bcurl:? (?:error |)\(?(?:5|7|16|18|28|35|52|55|56|92|95)\b\)?:?|\[(?:7|16|18|28|35|52|55|56|92)\] (?:Couldn't connect|Error in|Recv|Send|Failed|Timeout|SSL connect|Transferred|Server returned|Failure|HTTP\/?2|Stream)|\bSSL_ERROR_SYSCALL\b|\bErr(?:or|no):? ?(?:10054|10060)\b/i,
    unless: either(LOCAL, /\b(?:certificate|wrong version number|alert)\b/i),
    example: 'curl: (18) transfer closed with 1048576 bytes remaining to read',
    nearMiss: 'curl: (60) SSL certificate problem: certificate has expired',
    source: 'curl 8, exit codes (libcurl-errors)',
  },
  {
    id: 'transfer-cut',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bIncompleteRead\b|\bConnection broken\b|\bChunkedEncodingError\b|\bRemoteDisconnected\b|\bInvalid response body while trying to fetch\b|\bpremature (?:close|end of (?:file|content|chunk))|\bPrematureCloseException\b|\bNoHttpResponseException\b|:\d{2,5} failed to respond\b|\btransfer closed with\b|\bunexpected end of (?:stream|file from server)\b|\bEmpty reply from server\b|\bstream error: stream ID\b|\bHTTP\/2 stream \d{1,6} was not closed cleanly\b|\bTLS connection was non-properly terminated\b|\bthe response ended prematurely\b|(?:\bhttps?:\/\/|\btcp\b|\bpull|\bdownload|\bfetch|\bupload|\blayer\b).{0,300}: (?:unexpected |)EOF\b|\bRead error at byte\b|\bbad[_ ]record[_ ]mac\b|\bEOF occurred in violation of protocol\b|\bUNEXPECTED_EOF_WHILE_READING\b|\bunexpected eof while reading\b|\bdesc = (?:transport is closing|closing transport|error reading from server: EOF)|\berror dialing backend: (?:EOF|.{1,100}i\/o timeout)|\bResource temporarily unavailable \([\w.-]{1,150}\.[a-z]{2,20}:\d{2,5}\)|\bSSL peer shut down incorrectly\b|\bdownload (?:was |)interrupted\b/i,
    unless: either(LOCAL, /\bsyntax error\b|\bwhile parsing\b|\bpull request\b/i),
    example:
      'error pulling image configuration: Get "https://registry.example.com/v2/blobs/1": unexpected EOF',
    nearMiss: 'bash: line 3: unexpected EOF while looking for matching quote',
    source: 'urllib3 2, Apache HttpClient 4, Go net/http, Node.js, curl: bodies that ended too early',
  },
  {
    id: 'http-client-gave-up',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bMax retries exceeded with url\b|\bConnectTimeout(?:Error|)\b|\bReadTimeout(?:Error|)\b|\bNewConnectionError\b|\bNet::(?:Open|Read)Timeout\b|\bErrno::E(?:CONNRESET|TIMEDOUT)\b|\bSocketTimeoutException\b|\bHttpConnectTimeoutException\b|\bConnectException: (?:connection |)timed out|\bSSLHandshakeException: (?:remote|connection reset)|\bServerDisconnectedError\b|\bSocket timed out without establishing a connection\b|\bHeadersTimeoutError\b|\bConnectTimeoutException\b/i,
    unless: either(
      LOCAL,
      /\bcertificate\b|\bPKIX\b|\bSSLCertVerificationError\b|\bNameResolutionError\b|\b40[134]\b/i,
    ),
    example:
      "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='files.example.com', port=443): Max retries exceeded with url: /a.whl",
    nearMiss:
      "SSLError: HTTPSConnectionPool(host='files.example.com', port=443): Max retries exceeded with url: / (Caused by SSLError(SSLCertVerificationError(1)))",
    source: 'urllib3 2, requests 2, Ruby net/http, Java 21: exceptions of HTTP clients',
  },
  {
    id: 'network-notice',
    kind: 'network',
    class: 'transient',
    looksAt: 'line',
    pattern:
      /\bRetrying \(Retry\(total=|\bafter connection broken by\b|\bThere appears to be trouble with your network connection\b|\bspurious network error\b|\bnpm (?:ERR!|error|warn) network\b|\bproblem related to network connectivity\b|\bTypeError: fetch failed\b|\bnetwork error\b|\bNetworkingError\b|\brequest send failed\b|\berror sending request for url\b|\btemporary error \(try again later\)|\bremote end hung up unexpectedly\b|\bindex-pack failed\b|\binvalid index-pack output\b|\bremote: Internal Server Error\b|\bCannot fetch index base URL\b|\bJSON input while parsing near\b|\bremote: .{0,40}\bis not responding\b|\bError when performing the request to https:|\bService Unavailable\b/i,
    unless: either(either(LOCAL, OWN), /\bcertificate\b|\bSSLCertVerificationError\b|\bproxy\b/i),
    weak: true,
    example: 'npm ERR! network In most cases your network settings are wrong.',
    nearMiss: 'error: social network name missing',
    source: 'pip 24, yarn 1, npm 10, cargo 1.80, apk 2, git 2: notices of networks',
  },
];
