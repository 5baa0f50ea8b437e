import type { RuleModel, RuleTargetModel } from "../synth/backend-model.js";
import { compileEventPattern, InvalidEventPatternError, type EventPattern } from "./event-pattern.js";
import {
  compileTargetInput,
  InvalidTargetError,
  type TargetInput,
  type TransformedEvent,
} from "./input-transformer.js";
import type { JsonNode } from "./json-tree.js";

/** A rule's target with its input compiled. */
export interface CompiledTarget {
  readonly rule: RuleModel;
  readonly model: RuleTargetModel;
  readonly inputOf: (event: TransformedEvent) => TargetInput;
}

/** The rules of the definition, ready to run. */
export interface RuleSet {
  /** The targets of all enabled rules of this bus that match the event. */
  matching(busName: string, event: JsonNode): readonly CompiledTarget[];
  target(ruleArn: string, targetId: string): CompiledTarget | undefined;
}

interface CompiledRule {
  readonly pattern: EventPattern;
  readonly targets: readonly CompiledTarget[];
}

/** @throws Error that names the rule and its place where EventBridge would refuse its pattern or a target */
export function compileRules(rules: readonly RuleModel[]): RuleSet {
  const byBus = new Map<string, CompiledRule[]>();
  const targets = new Map<string, CompiledTarget>();
  for (const rule of rules) {
    const compiled = compileRule(rule);
    for (const target of compiled.targets) targets.set(keyOf(rule.arn, target.model.id), target);
    if (rule.state === "ENABLED") {
      byBus.set(rule.eventBusName, [...(byBus.get(rule.eventBusName) ?? []), compiled]);
    }
  }
  return {
    matching: (busName, event) =>
      (byBus.get(busName) ?? []).flatMap(({ pattern, targets: own }) => (pattern.matches(event) ? own : [])),
    target: (ruleArn, targetId) => targets.get(keyOf(ruleArn, targetId)),
  };
}

function keyOf(ruleArn: string, targetId: string): string {
  return `${ruleArn} ${targetId}`;
}

function compileRule(rule: RuleModel): CompiledRule {
  try {
    return {
      pattern: compileEventPattern(JSON.stringify(rule.eventPattern)),
      targets: rule.targets.map((model) => ({ rule, model, inputOf: compileTargetInput(model) })),
    };
  } catch (error) {
    if (!(error instanceof InvalidEventPatternError || error instanceof InvalidTargetError)) throw error;
    throw new Error(`Rule ${rule.name} (${rule.path}) would not deploy: ${error.message}`, { cause: error });
  }
}
