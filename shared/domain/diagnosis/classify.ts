import type { Cause, CauseClass, Evidence } from './cause.ts';
import { MAX_LINE_CHARACTERS } from './log.ts';
import type { RuleInForce } from './rule.ts';
import type { RulesInForce } from './rules-in-force.ts';
import {
  IS_NOTICE,
  MAY_MATTER,
  NAMES_IT,
  OF_A_TEST,
  PREFIX,
  QUOTES_COMMAND,
  SAYS_NOTHING,
} from './rules/may-matter.ts';

/** What was transient more lines before the end of the output than these was overcome. */
const LAST_LINES = 80;
const LAST_LINES_FOR_WEAK = 25;
/** How many lines before the last ones the rules look at, so that no log takes longer than about 30 ms. */
const MAX_EARLY_LINES = 1000;

/** Whoever cannot tell must not say that trying again helps. */
const CAREFUL_FIRST: readonly CauseClass[] = ['permanent', 'unknown', 'transient'];

/** The rules that are asked: of Pipewatch's own, which are many, only those that are wanted there. */
interface Asked extends RulesInForce {
  readonly isWanted: (rule: RuleInForce) => boolean;
}

/** A rule that recognised a line, and whether that says little. */
interface Finding {
  readonly rule: RuleInForce;
  readonly line: string;
  readonly weak: boolean;
}

/**
 * Why something failed, as far as it is certain. Codes come before phases, phases before messages and the output of the
 * failed command, those before what commands wrote that succeeded, and weak findings after all of them. Among lines a
 * permanent cause comes before a transient one, then the last line, then the first rule.
 */
export function classify(evidence: Evidence, rules: RulesInForce): Cause {
  const { codes, phases, messages, output, earlier } = evidence;
  const ofCodes = only(rules, ({ looksAt }) => looksAt === 'code');
  const ofPhases = only(rules, ({ looksAt }) => looksAt === 'phase');
  const ofLines = {
    ...rules,
    user: rules.user.filter(({ looksAt }) => looksAt === 'line'),
    // CodeBuild writes its status codes into its logs too.
    isWanted: ({ looksAt }: RuleInForce) => looksAt !== 'code',
  };
  const found =
    mostCareful(inTexts(codes, ofCodes).filter(isStrong)) ??
    mostCareful(inTexts(phases, ofPhases).filter(isStrong)) ??
    strongIn([...phases, ...messages], output, ofLines) ??
    permanentIn(earlier, ofLines) ??
    mostCareful(inTexts(codes, ofCodes)) ??
    weakIn(messages, output, ofLines) ??
    bareEnd(evidence, rules);
  return found === undefined
    ? { class: 'unknown', kind: 'unknown' }
    : { class: found.rule.class, kind: found.rule.kind, rule: found.rule.id, line: found.line };
}

/** From the last line to the first; one that is permanent ends the search. */
function strongIn(messages: readonly string[], output: readonly string[], rules: Asked): Finding | undefined {
  const late = [...messages, ...output.slice(-LAST_LINES)].toReversed();
  let best: Finding | undefined;
  for (const line of late) {
    best = mostCareful([...(best ? [best] : []), ...findings(line, rules).filter(isStrong)]);
    if (best && isPermanent(best)) return best;
  }
  return permanentIn(output.slice(0, -LAST_LINES), rules) ?? best;
}

function permanentIn(lines: readonly string[], rules: Asked): Finding | undefined {
  const isWanted = (rule: RuleInForce) => rules.isWanted(rule) && rule.class === 'permanent' && !rule.weak;
  const permanent = { ...rules, isWanted };
  const ofUser = { ...rules, own: [] };
  let left = MAX_EARLY_LINES;
  for (const line of lines.toReversed()) {
    const mayMatter = left > 0 && MAY_MATTER.test(line.slice(0, MAX_LINE_CHARACTERS));
    if (mayMatter) left -= 1;
    const found = findings(line, mayMatter ? permanent : ofUser);
    const certain = found.find((finding) => isStrong(finding) && isPermanent(finding));
    if (certain) return certain;
  }
  return undefined;
}

function weakIn(messages: readonly string[], output: readonly string[], rules: Asked): Finding | undefined {
  const ofLines = only(rules, ({ looksAt }) => looksAt === 'line');
  const late = output.slice(-LAST_LINES_FOR_WEAK).map((line) => findings(line, ofLines));
  const lastUnknown = late.findLastIndex((found) => found.length === 0);
  const counting = late.map((found, index) => found.filter((it) => index > lastUnknown || !isOvercome(it)));
  const said = messages.map((line) => findings(line, ofLines));
  return mostCareful([...said, ...counting].toReversed().flat());
}

/** What was to be tried again, where something else was written after it. */
function isOvercome({ rule, line }: Finding): boolean {
  return rule.class === 'transient' && IS_NOTICE.test(line);
}

/** That a command failed is a cause only where it left no output to judge by. */
function bareEnd(
  { phases, messages, output, unread = false }: Evidence,
  rules: RulesInForce,
): Finding | undefined {
  if (unread) return undefined;
  const isWanted = ({ looksAt, weak }: RuleInForce) => looksAt === 'phase' && weak === true;
  const ofEnds = { ...rules, user: [], isWanted };
  const ends = inTexts(output, ofEnds).map(({ line }) => line);
  return output.every((line) => ends.includes(line))
    ? mostCareful(inTexts([...phases, ...messages, ...output], ofEnds))
    : undefined;
}

/** What the rules recognise in codes, or in phases, as they are. */
function inTexts(texts: readonly string[], rules: Asked): readonly Finding[] {
  return texts.flatMap((line) => {
    const text = line.slice(0, MAX_LINE_CHARACTERS);
    const ofUser = rules.user.filter((rule) => recognises(rule, text));
    const found = ofUser.length > 0 ? ofUser : ownFor(text, rules).filter((rule) => recognises(rule, text));
    return asFindings(found, line, false);
  });
}

/** What the rules recognise in a line; one that a rule of the user's recognises is nothing for Pipewatch's own. */
function findings(line: string, rules: Asked): readonly Finding[] {
  const text = line.slice(0, MAX_LINE_CHARACTERS);
  const ofUser = rules.user.filter((rule) => recognises(rule, text));
  if (ofUser.length > 0) return asFindings(ofUser, line, false);
  if (rules.own.length === 0) return [];
  const said = text.replace(PREFIX, '');
  if (SAYS_NOTHING.test(said)) return [];
  const ofPhaseOnly = QUOTES_COMMAND.test(said);
  // A test, an option or a file may be called as the trouble is.
  const namesOnly = OF_A_TEST.test(said) || NAMES_IT.test(said);
  return asFindings(
    ownFor(said, rules).filter(
      (rule) =>
        !(ofPhaseOnly && rule.looksAt === 'line') &&
        !(namesOnly && rule.class === 'transient' && rule.kind !== 'test') &&
        recognises(rule, said),
    ),
    line,
    IS_NOTICE.test(said),
  );
}

function asFindings(rules: readonly RuleInForce[], line: string, isNotice: boolean): readonly Finding[] {
  return rules.map((rule) => ({ rule, line, weak: isNotice || rule.weak === true }));
}

/** The first of the most careful class that there is. */
function mostCareful(found: readonly Finding[]): Finding | undefined {
  const [first] = CAREFUL_FIRST.flatMap((wanted) => found.filter(({ rule }) => rule.class === wanted));
  return first;
}

function recognises({ pattern, unless }: RuleInForce, text: string): boolean {
  return pattern.test(text) && unless?.test(text) !== true;
}

/** Those of Pipewatch's own rules that are wanted and may recognise a text. */
function ownFor(text: string, { own, mayRecognise, isWanted }: Asked): readonly RuleInForce[] {
  return (mayRecognise?.(text) ?? own).filter(isWanted);
}

function only(rules: RulesInForce, isWanted: (rule: RuleInForce) => boolean): Asked {
  return { ...rules, user: rules.user.filter(isWanted), isWanted };
}

function isStrong({ weak }: Finding): boolean {
  return !weak;
}

function isPermanent({ rule }: Finding): boolean {
  return rule.class === 'permanent';
}
