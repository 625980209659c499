/** What stands in place of a secret. */
export const MARK = '[REDACTED]';

/** Not in the middle of a word; the letter of an escape such as \n or %3D is no word. */
const EDGE = String.raw`(?:(?<![A-Za-z0-9])|(?<=\\[nrt]|%[0-9A-Fa-f]{2}))`;

/** Secrets that their own form gives away, as their makers document it; the end is never part of the form. */
export const TOKENS: Readonly<Record<string, string>> = {
  'aws-access-key-id': String.raw`(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16,}`,
  'aws-session-token': String.raw`(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz|AQoDYXdz)[A-Za-z0-9/+=_%-]{16,}`,
  'aws-bedrock-key': String.raw`${EDGE}(?:ABSK|bedrock-api-key-)[A-Za-z0-9+/=]{40,}`,
  alibaba: String.raw`${EDGE}LTAI[A-Za-z0-9]{12,}`,
  tencent: String.raw`${EDGE}AKID[A-Za-z0-9]{28,}`,
  github: String.raw`gh[pousr]_[A-Za-z0-9][\w.-]{7,}`,
  'github-fine-grained': String.raw`github_pat_\w{8,}`,
  gitlab: String.raw`(?:gl(?:pat|ptt|dt|rt|rtr|cbt|ft|imt|agent|oas|soat|ffct)-[\w.-]{8,}|GR1348941[\w-]{8,})`,
  npm: String.raw`npm_[A-Za-z0-9]{30,}`,
  pypi: String.raw`pypi-(?:Ag[\w-]{8,}|[\w-]{50,})`,
  docker: String.raw`dckr_(?:pat|oat)_[\w-]{8,}`,
  slack: String.raw`(?:xox[a-z](?:-|\.xox[a-z]-)|xapp-|xwfp-)[\w-]{8,}`,
  stripe: String.raw`${EDGE}(?:[sr]k_(?:live|test)_[A-Za-z0-9]{8,}|whsec_[A-Za-z0-9+/=]{16,})`,
  'google-api-key': String.raw`AIza[\w-]{30,}`,
  'google-oauth': String.raw`(?:ya29\.[\w.-]{16,}|GOCSPX-[\w-]{16,}|${EDGE}1//0[\w-]{30,})`,
  azure: String.raw`Q~[\w.~-]{24,}`,
  vault: String.raw`${EDGE}hv[sbr]\.[\w-]{16,}`,
  atlassian: String.raw`${EDGE}AT(?:ATT3|CTT3|BB)[\w=-]{20,}`,
  sendgrid: String.raw`${EDGE}SG\.[\w-]{16,}\.[\w-]{16,}`,
  digitalocean: String.raw`do[opr]_v1_[0-9a-f]{32,}`,
  'hugging-face': String.raw`${EDGE}hf_[A-Za-z0-9]{30,}`,
  'language-models': String.raw`${EDGE}sk-(?:(?:proj|ant|svcacct|admin)-[\w-]{16,}|[A-Za-z0-9]{32,})`,
  sonar: String.raw`sq[uap]_[0-9a-f]{32,}`,
  telegram: String.raw`(?<=\d:)AA[\w-]{30,}`,
  age: String.raw`AGE-SECRET-KEY-1[A-Z0-9]{20,}`,
  packages: String.raw`(?:rubygems_[0-9a-f]{32,}|${EDGE}oy2[a-z0-9]{43}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32,})`,
};

/** Links whose path or key is all that is needed to post: the lead stays. */
export const HOOK =
  /(hooks\.slack\.com\\{0,2}\/(?:services|workflows|triggers)\\{0,2}\/|discord(?:app|)\.com\/api\/webhooks\/|webhook\.office\.com\/webhookb2\/|\/bot\/v2\/hook\/|\/webhook\/send\?key=)[^\s"'<>|&]{8,}/giu;

/** A secret access key has no form of its own, but the id of its key is often beside it. */
export const AWS_KEY_ID = /(?:AKIA|ASIA)[A-Z0-9]{16}/u;
export const AWS_SECRET_KEY =
  /(?<![\w/+=])(?=[a-z0-9/+]{0,39}[A-Z])(?=[A-Z0-9/+]{0,39}[a-z])(?=[A-Za-z/+]{0,39}\d)[A-Za-z0-9/+]{40}(?![\w/+=])/gu;
