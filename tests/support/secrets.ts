import fc from 'fast-check';

/** A secret as it stands in a text: `secret` is the part of `text` that nobody may see. */
export interface Planted {
  readonly text: string;
  readonly secret: string;
}

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';
export const HEX = `${DIGITS}abcdef`;
const ALNUM = `${UPPER}${UPPER.toLowerCase()}${DIGITS}`;
export const BASE64 = `${ALNUM}+/`;

/** Text of some characters of an alphabet. */
export function text(alphabet: string, minLength: number, maxLength = minLength): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength, maxLength });
}

/** Prefixes are kept in pieces, so that no scanner takes this file for a leak. */
function token(pieces: readonly string[], alphabet: string, min: number, max = min): fc.Arbitrary<Planted> {
  return text(alphabet, min, max).map((secret) => ({ text: `${pieces.join('')}${secret}`, secret }));
}

// What a shell takes as one bare word and a query or connection string as one value.
const BARE = `${ALNUM}!%*+,-./:=?@^_~|()`;
const bare = fc
  .tuple(text(UPPER, 1), text(DIGITS, 1), text(BARE, 10, 30), text(ALNUM, 1))
  .map((it) => it.join(''));
/** What has to be quoted, and is once or twice. */
const loose = fc
  .tuple(text(ALNUM, 1), text(`${BARE} &;#<>'"\\{}$`, 12, 30), text(ALNUM, 1))
  .map((it) => it.join(''));
const base64 = text(BASE64, 40).map((it) => `${it}==`);
const base64url = text(`${ALNUM}-_`, 20, 60);

const name = fc.constantFrom(
  'DB_PASSWORD',
  'MYSQL_PASSWD',
  'GITHUB_TOKEN',
  'NPM_TOKEN_2',
  'CLIENT_SECRET',
  'STRIPE_API_KEY',
  'SIGNING_PRIVATE_KEY',
  'APP_CREDENTIALS',
  'AWS_SESSION_TOKEN',
  'SMTP_PASS',
  'aws_secret_access_key',
  'SecretAccessKey',
  'clientSecret',
  'dbPassword',
  'accessToken',
  'apiKey',
  'x-api-key',
  'x-amz-security-token',
  'spring.datasource.password',
  'token',
);
const flag = fc.constantFrom('password', 'token', 'api-key', 'client-secret', 'db-password');

function planted(secret: fc.Arbitrary<string>, ...styles: ((secret: string, name: string) => string)[]) {
  return fc.tuple(secret, name, flag, fc.constantFrom(...styles)).map(([it, key, option, style]) => ({
    text: style(it, style.name === 'option' ? option : key),
    secret: it,
  }));
}

const jwt = fc
  .tuple(text(`${ALNUM}-_`, 20), text(`${ALNUM}-_`, 20, 200), text(`${ALNUM}-_`, 43))
  .map(([head, body, signature]) => `eyJ${head}.eyJ${body}.${signature}`);

const pem = fc
  .tuple(
    fc.constantFrom('RSA ', 'OPENSSH ', 'EC ', 'ENCRYPTED ', 'PGP ', ''),
    fc.array(text(BASE64, 64), { minLength: 1, maxLength: 4 }),
    fc.constantFrom('\n', '\r\n', '\\n', ' '),
    fc.boolean(),
  )
  .map(([kind, body, feed, ends]) => {
    const label = (word: string) =>
      `-----${word} ${kind}PRIVATE ${kind === 'PGP ' ? 'KEY BLOCK' : 'KEY'}-----`;
    const end = ends ? [label('END')] : [];
    return { text: [label('BEGIN'), ...body, ...end].join(feed), secret: body.join('') };
  });

/** Every kind of secret that is redacted, by what it is. */
export const SECRETS: Readonly<Record<string, fc.Arbitrary<Planted>>> = {
  'AWS access key id': token(['AK', 'IA'], `${UPPER}234567`, 16),
  'AWS temporary key id': token(['AS', 'IA'], `${UPPER}234567`, 16),
  'AWS session token': token(['IQoJ', 'b3JpZ2lu'], BASE64, 100, 300),
  'GitHub token': fc.constantFrom('p', 'o', 'u', 's', 'r').chain((it) => token(['gh', it, '_'], ALNUM, 36)),
  'GitHub fine-grained token': token(['github', '_pat_'], `${ALNUM}_`, 82),
  'GitLab token': fc
    .constantFrom('pat', 'ptt', 'dt', 'rt', 'cbt', 'ft')
    .chain((it) => token(['gl', it, '-'], `${ALNUM}-_`, 20, 40)),
  'npm token': token(['np', 'm_'], ALNUM, 36),
  'PyPI token': token(['py', 'pi-', 'AgEIcHlwaS5vcmc'], `${ALNUM}-_`, 60, 150),
  'Docker token': fc
    .constantFrom('pat', 'oat')
    .chain((it) => token(['dc', 'kr_', it, '_'], `${ALNUM}-_`, 27)),
  'Docker login': planted(base64, (it) => `{"auths":{"https://index.docker.io/v1/":{"auth": "${it}"}}}`),
  'Slack token': fc
    .constantFrom('xoxb-', 'xoxp-', 'xoxe.xoxp-', 'xoxe-', 'xapp-')
    .chain((it) => token(Array.from(it), `${DIGITS}${ALNUM}-`, 24, 60)),
  'Slack hook': planted(
    text(ALNUM, 24),
    (it) => `https://hooks.slack.com/services/T0${it.slice(0, 8)}/B0/${it}`,
  ),
  'chat hook': planted(
    text(`${HEX}-`, 36),
    (it) => `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${it}`,
  ),
  'Stripe key': token(['s', 'k_', 'live_'], ALNUM, 24, 99).map((it) => ({ ...it, text: ` ${it.text}` })),
  'Google API key': token(['AI', 'za'], `${ALNUM}-_`, 35),
  JWT: jwt.map((secret) => ({ text: secret, secret })),
  'private key': pem,
  'bearer token': planted(
    base64url.map((it) => `a1${it}`),
    (it) => `Authorization: Bearer ${it}`,
    (it) => `curl -H "Authorization: Bearer ${it}" https://example.com/`,
    (it) => `{"authorization":"bearer ${it}"}`,
    (it) => `sent Bearer ${it}`,
    (it) => `Authorization: token ${it}`,
  ),
  'basic credentials': planted(
    bare.map((it) => Buffer.from(`deployer:${it}`).toString('base64')),
    (it) => `Authorization: Basic ${it}`,
    (it) => `"Proxy-Authorization": "Basic ${it}"`,
    (it) => `sent Basic ${it}`,
  ),
  'password in a URL': fc
    .tuple(
      fc.constantFrom(
        'https',
        'postgres',
        'mysql',
        'mongodb+srv',
        'redis',
        'amqp',
        'jdbc:mysql',
        'git+https',
      ),
      fc.oneof(
        bare.map((secret) => ({ user: 'deployer:', secret: secret.replaceAll(/[:@]/g, '/') })),
        bare.map((secret) => ({ user: ':', secret: secret.replaceAll(/[:/?]/g, '@') })),
        text(`${ALNUM}_-`, 20, 40).map((secret) => ({ user: '', secret })),
      ),
    )
    .map(([scheme, { user, secret }]) => ({
      text: `${scheme}://${user}${secret}@db.example.com/app`,
      secret,
    })),
  'password before a host': planted(
    text(ALNUM, 16).map((it) => `a1${it}`),
    (it) => `user:${it}@tcp(db:3306)/app`,
    (it) => `user:${it}@db.example.com`,
    (it) => `jdbc:oracle:thin:scott/${it}@db:1521:app`,
  ),
  'connection string': planted(
    bare,
    (it) => `Server=tcp:db.example.com,1433;User ID=app;Password=${it};Encrypt=True`,
    (it) => `jdbc:sqlserver://db.example.com:1433;user=app;password=${it};encrypt=true`,
    (it) => `Uid=app;Pwd=${it};`,
    (it) => `AccountName=app;AccountKey=${it};EndpointSuffix=core`,
    (it) => `Endpoint=sb://app/;SharedAccessKeyName=Root;SharedAccessKey=${it}`,
  ),
  'signed URL': planted(
    text(HEX, 64),
    (it) =>
      `https://b.s3.amazonaws.com/o?X-Amz-Credential=${it}%2F20261123&X-Amz-Signature=${it}&x-id=GetObject`,
    (it) => `https://b.s3.amazonaws.com/o?X-Amz-Security-Token=${it}`,
    (it) => `https://a.blob.core.windows.net/o?sv=2026&sig=${it}`,
  ),
  'bare value of a name': planted(
    bare,
    (it, key) => `${key}=${it}`,
    (it, key) => `export ${key}=${it}`,
    (it, key) => `${key} = ${it}`,
    (it, key) => `${key}: ${it}`,
    (it, key) => `-D${key}=${it}`,
    (it, key) => `https://example.com/?${key}=${it}&page=2`,
    (it, key) => `Step 3/9 : ENV DB_${key} ${it}`,
    (it, key) => `<${key}>${it}</${key}>`,
    (it) => `//registry.example.com/:_authToken=${it}`,
    (it) => `//registry.example.com/:_auth=${it}`,
    (it) => `the password: ${it}`,
    (it) => `AWS Secret Access Key [None]: ${it}`,
  ),
  'quoted value of a name': planted(
    loose,
    (it, key) => `${key}=${JSON.stringify(it)}`,
    (it, key) => `${key}='${it.replaceAll("'", String.raw`'\''`)}'`,
    (it, key) => JSON.stringify({ [key]: it }),
    (it, key) => JSON.stringify(JSON.stringify({ [key]: it })),
    (it, key) => JSON.stringify({ name: key, value: it }),
    (it, key) => `{'${key}': '${it.replaceAll("'", '')}'}`,
  ).map(({ text: it, secret }) => ({ text: it, secret: secret.replaceAll(/["'\\]/g, '') })),
  'value of an option': planted(
    bare,
    function option(it, key) {
      return `deploy --${key} ${it}`;
    },
    function option(it, key) {
      return `deploy --${key}=${it}`;
    },
    (it) => `sudo mysql -uroot -p${it} app`,
    (it) => `sudo docker login -u app -p ${it} registry.example.com`,
    (it) => `sudo curl -u app:${it} https://example.com/`,
    (it) => `machine example.com login app password ${it}`,
    (it) => `sudo aws configure set aws_secret_access_key ${it}`,
  ),
};

/** A secret of any kind, with its kind. */
export const secret: fc.Arbitrary<Planted & { readonly kind: string }> = fc
  .constantFrom(...Object.entries(SECRETS))
  .chain(([kind, it]) => it.map((found) => ({ kind, ...found })));

/** A link that holds a secret: as a password, in its query or in its path. */
export const secretLink: fc.Arbitrary<Planted> = fc.oneof(
  planted(
    text(ALNUM, 24),
    (it) => `https://app:${it}@example.com/a?page=2`,
    (it) => `https://${it}@example.com/a`,
    (it) => `https://example.com/a?access_token=${it}&page=2`,
    (it) => `https://example.com/a#id_token=${it}`,
  ),
  ...['Slack hook', 'chat hook', 'signed URL'].flatMap((kind) => SECRETS[kind] ?? []),
  ...['GitHub token', 'JWT']
    .flatMap((kind) => SECRETS[kind] ?? [])
    .map((kind) => kind.map((it) => ({ ...it, text: `https://example.com/reset/${it.text}/confirm` }))),
);
