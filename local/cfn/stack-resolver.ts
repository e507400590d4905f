import type { SynthesizedStack } from './assembly.ts';
import { hasArn, type Identity, identityOf, type Named } from './identities.ts';
import { LOCAL_ACCOUNT, type LocalAddresses, type Resource, type Value } from './model.ts';
import { type readableNames, resourceKey } from './physical-names.ts';
import { type Place, ResolveError } from './resolve-error.ts';

export type Surroundings = {
  readonly region: string;
  readonly addresses: LocalAddresses;
  readonly names: ReturnType<typeof readableNames>;
  /** The value another stack exports under this name. */
  exported(name: string): Value | undefined;
};

/** A property that `AWS::NoValue` removes. */
const NO_VALUE = Symbol('AWS::NoValue');
type Resolved = Value | typeof NO_VALUE;
type Intrinsic = (argument: unknown, place: Place) => Resolved;

/** Resolves the intrinsic functions of one stack's template. Everything it cannot resolve throws `ResolveError`. */
export class StackResolver {
  readonly #stack: SynthesizedStack;
  readonly #around: Surroundings;
  /** What is being resolved right now, to tell a circle from an endless loop. */
  readonly #open = new Set<string>();

  constructor(stack: SynthesizedStack, around: Surroundings) {
    this.#stack = stack;
    this.#around = around;
  }

  resources(): Resource[] {
    return Object.entries(this.#stack.template.Resources)
      .filter(([logicalId, { Condition }]) => this.#holds(Condition, logicalId))
      .map(([logicalId, { Type, Properties, Metadata }]) => {
        const named = this.#named(logicalId);

        return {
          stack: this.#stack.name,
          logicalId,
          type: Type,
          properties: this.#object(Properties, this.#place(logicalId, 'Properties')),
          physicalId: named.name,
          arn: identityOf(Type).arn(named),
          metadata: Metadata,
        };
      });
  }

  outputs(): Record<string, Value> {
    const outputs = Object.entries(this.#stack.template.Outputs).filter(([id, { Condition }]) =>
      this.#holds(Condition, id),
    );

    return Object.fromEntries(outputs.map(([id, { Value }]) => [id, this.#value(Value, this.#place(id, 'Value'))]));
  }

  exports(): [name: string, value: Value][] {
    return Object.entries(this.#stack.template.Outputs).flatMap(([id, { Value, Export, Condition }]) =>
      Export === undefined || !this.#holds(Condition, id)
        ? []
        : [[this.#text(Export.Name, this.#place(id, 'Export.Name')), this.#value(Value, this.#place(id, 'Value'))]],
    );
  }

  #place(logicalId: string, path: string): Place {
    return { stack: this.#stack.name, logicalId, path };
  }

  #holds(condition: string | undefined, logicalId: string): boolean {
    return condition === undefined || this.#condition(condition, this.#place(logicalId, 'Condition'));
  }

  #resolve(value: unknown, place: Place): Resolved {
    if (typeof value === 'string') {
      if (value.includes('{{resolve:')) throw new ResolveError(place, 'dynamic references have no value locally');

      return value;
    }
    if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
    if (Array.isArray(value)) return this.#list(value, place);
    if (typeof value !== 'object') throw new ResolveError(place, `${typeof value} is not JSON`);
    const [only, ...more] = Object.keys(value);
    if (only !== undefined && more.length === 0 && (only === 'Ref' || only.startsWith('Fn::'))) {
      const intrinsic = Object.hasOwn(this.#intrinsics, only) ? this.#intrinsics[only] : undefined;
      if (intrinsic === undefined) throw new ResolveError(place, `${only} is not known to the local runtime`);

      return intrinsic(Object.values(value)[0], below(place, only));
    }

    return this.#object(value, place);
  }

  #value(value: unknown, place: Place): Value {
    const resolved = this.#resolve(value, place);
    if (resolved === NO_VALUE) throw new ResolveError(place, 'AWS::NoValue where a value is needed');

    return resolved;
  }

  #text(value: unknown, place: Place): string {
    const resolved = this.#value(value, place);
    if (typeof resolved === 'object') throw new ResolveError(place, 'a string is expected');

    return String(resolved);
  }

  #list(values: readonly unknown[], place: Place): Value[] {
    return values.map((each, index) => this.#resolve(each, below(place, index))).filter((each) => each !== NO_VALUE);
  }

  #object(value: object, place: Place): Record<string, Value> {
    const entries = Object.entries(value).flatMap(([key, inner]): [string, Value][] => {
      const resolved = this.#resolve(inner, below(place, key));

      return resolved === NO_VALUE ? [] : [[key, resolved]];
    });

    return Object.fromEntries(entries);
  }

  /** The arguments of a function that takes exactly `length` of them (or any number). */
  #arguments(argument: unknown, place: Place, length?: number): unknown[] {
    if (!Array.isArray(argument) || (length !== undefined && argument.length !== length)) {
      throw new ResolveError(place, `a list of ${length ?? 'some'} arguments is expected`);
    }

    return argument;
  }

  readonly #intrinsics: Readonly<Record<string, Intrinsic>> = {
    Ref: (argument, place) => this.#ref(String(argument), place),
    'Fn::GetAtt': (argument, place) => {
      const [logicalId = '', ...attribute] =
        typeof argument === 'string' ? argument.split('.') : this.#arguments(argument, place).map(String);

      return this.#attribute(logicalId, attribute.join('.'), place);
    },
    'Fn::Join': (argument, place) => {
      const [delimiter, parts] = this.#arguments(argument, place, 2);

      return this.#texts(parts, place).join(String(delimiter));
    },
    'Fn::Split': (argument, place) => {
      const [delimiter, text] = this.#arguments(argument, place, 2);

      return this.#text(text, place).split(String(delimiter));
    },
    'Fn::Select': (argument, place) => {
      const [index, list] = this.#arguments(argument, place, 2);
      const values = this.#value(list, place);
      const chosen = Array.isArray(values) ? values[Number(this.#text(index, place))] : undefined;
      if (chosen === undefined) throw new ResolveError(place, 'there is no such element to select');

      return chosen;
    },
    'Fn::Sub': (argument, place) => this.#substitute(argument, place),
    'Fn::ImportValue': (argument, place) => {
      const name = this.#text(argument, place);
      const value = this.#around.exported(name);
      if (value === undefined) throw new ResolveError(place, `no stack before this one exports ${name}`);

      return value;
    },
    'Fn::If': (argument, place) => {
      const [condition, then, otherwise] = this.#arguments(argument, place, 3);

      return this.#resolve(this.#condition(String(condition), place) ? then : otherwise, place);
    },
  };

  #texts(list: unknown, place: Place): string[] {
    const values = this.#value(list, place);
    if (!Array.isArray(values)) throw new ResolveError(place, 'a list is expected');

    return values.map((each) => this.#text(each, place));
  }

  #substitute(argument: unknown, place: Place): string {
    const [text, variables] = typeof argument === 'string' ? [argument, {}] : this.#arguments(argument, place, 2);
    if (typeof text !== 'string' || typeof variables !== 'object' || variables === null) {
      throw new ResolveError(place, 'a text is expected, with an object of variables or without');
    }
    const own = new Map<string, unknown>(Object.entries(variables));

    return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal !== '') return `\${${name}}`;
      if (own.has(name)) return this.#text(own.get(name), below(place, name));
      const [logicalId = '', ...attribute] = name.split('.');
      const value =
        attribute.length === 0 ? this.#ref(name, place) : this.#attribute(logicalId, attribute.join('.'), place);

      return this.#text(value, place);
    });
  }

  #ref(name: string, place: Place): Resolved {
    switch (name) {
      case 'AWS::NoValue':
        return NO_VALUE;
      case 'AWS::AccountId':
        return LOCAL_ACCOUNT;
      case 'AWS::Region':
        return this.#around.region;
      case 'AWS::Partition':
        return 'aws';
      case 'AWS::URLSuffix':
        return 'amazonaws.com';
      case 'AWS::StackName':
        return this.#stack.name;
      case 'AWS::StackId':
        return `arn:aws:cloudformation:${this.#around.region}:${LOCAL_ACCOUNT}:stack/${this.#stack.name}/local`;
    }
    const parameter = this.#stack.template.Parameters[name];
    if (parameter !== undefined) return this.#parameter(name, parameter, place);
    const { identity, named } = this.#identified(name, place);

    return identity.ref?.(named) ?? named.name;
  }

  #parameter(name: string, { Type, Default }: { Type: string; Default?: unknown }, place: Place): Resolved {
    if (Type.startsWith('AWS::SSM::'))
      throw new ResolveError(place, `the SSM parameter behind ${name} has no value locally`);
    if (Default === undefined) throw new ResolveError(place, `the parameter ${name} has no default`);
    const value = this.#value(Default, place);

    return Type === 'CommaDelimitedList' || Type.startsWith('List<') ? String(value).split(',') : value;
  }

  #attribute(logicalId: string, attribute: string, place: Place): Value {
    const { type, identity, named } = this.#identified(logicalId, place);
    const own = Object.hasOwn(identity.attributes ?? {}, attribute) ? identity.attributes?.[attribute] : undefined;
    const value = own ?? (attribute === 'Arn' && hasArn(type) ? identity.arn : undefined);
    if (value === undefined) {
      throw new ResolveError(
        place,
        `the local runtime does not know the attribute ${attribute} of ${type} (${logicalId})`,
      );
    }

    return value(named);
  }

  #identified(logicalId: string, place: Place): { type: string; identity: Identity; named: Named } {
    const resource = this.#stack.template.Resources[logicalId];
    if (resource === undefined) throw new ResolveError(place, `there is no resource or parameter ${logicalId}`);

    return { type: resource.Type, identity: identityOf(resource.Type), named: this.#named(logicalId) };
  }

  #named(logicalId: string): Named {
    const { stack, around } = { stack: this.#stack, around: this.#around };
    const resource = stack.template.Resources[logicalId];
    const property = (key: string): Value | undefined => {
      const path = this.#place(logicalId, `Properties.${key}`);

      return this.#once(`${logicalId}.${key}`, path, () => {
        const resolved =
          resource?.Properties[key] === undefined ? NO_VALUE : this.#resolve(resource.Properties[key], path);

        return resolved === NO_VALUE ? undefined : resolved;
      });
    };
    const nameProperty = identityOf(resource?.Type ?? '').nameProperty;
    const explicit = nameProperty === undefined ? undefined : property(nameProperty);
    const name = explicit === undefined ? around.names.get(resourceKey(stack.name, logicalId)) : String(explicit);

    return { name: name ?? logicalId, region: around.region, addresses: around.addresses, property };
  }

  #once<Result>(key: string, place: Place, resolve: () => Result): Result {
    if (this.#open.has(key)) throw new ResolveError(place, 'it refers to itself');
    this.#open.add(key);
    try {
      return resolve();
    } finally {
      this.#open.delete(key);
    }
  }

  #condition(name: string, place: Place): boolean {
    const condition = this.#stack.template.Conditions[name];
    if (condition === undefined) throw new ResolveError(place, `there is no condition ${name}`);
    const at = this.#place(name, '');

    return this.#once(`condition ${name}`, at, () => this.#test(condition, at));
  }

  #test(condition: unknown, place: Place): boolean {
    const [[kind, argument] = ['', undefined]] =
      typeof condition === 'object' && condition !== null ? Object.entries(condition) : [];
    switch (kind) {
      case 'Condition':
        return this.#condition(String(argument), place);
      case 'Fn::Equals': {
        const [left, right] = this.#arguments(argument, place, 2);

        return JSON.stringify(this.#value(left, place)) === JSON.stringify(this.#value(right, place));
      }
      case 'Fn::Not':
        return !this.#test(this.#arguments(argument, place, 1)[0], place);
      case 'Fn::And':
        return this.#arguments(argument, place).every((each) => this.#test(each, place));
      case 'Fn::Or':
        return this.#arguments(argument, place).some((each) => this.#test(each, place));
      default:
        throw new ResolveError(place, `${kind || JSON.stringify(condition)} is no condition the local runtime knows`);
    }
  }
}

const below = (place: Place, key: string | number): Place => ({
  ...place,
  path: place.path === '' ? String(key) : `${place.path}.${key}`,
});
