import { closest } from '../text/closest.ts';
import { shorten } from '../text/read-tree.ts';
import { reportType, requote, type Shape, tokenOf } from './shape.ts';

const slugPattern = '^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$';
const slug = new RegExp(slugPattern);

/** A text of one line or many. */
export function text(options: { maxLength: number; allowEmpty?: boolean }): Shape<string> {
  const minLength = options.allowEmpty ? 0 : 1;
  return {
    schema: { type: 'string', minLength, maxLength: options.maxLength },
    read(node, place, context) {
      if (node.kind !== 'scalar' || typeof node.value !== 'string') {
        reportType(node, place, context, 'a text');
        return undefined;
      }
      const { value } = node;
      if (value.trim().length >= minLength && value.length <= options.maxLength) return value;
      context.reporter.report('text_length', {
        message:
          value.length > options.maxLength
            ? `This text has ${value.length} characters; ${options.maxLength} are allowed.`
            : 'This text must not be empty.',
        path: place.path,
        span: tokenOf(node, place),
      });
      return undefined;
    },
  };
}

/** A name in lower case with dashes, for what is referred to by name. */
export const slugText: Shape<string> = {
  schema: { type: 'string', pattern: slugPattern, maxLength: 63 },
  read(node, place, context) {
    if (node.kind !== 'scalar' || typeof node.value !== 'string') {
      reportType(node, place, context, 'a text');
      return undefined;
    }
    const { value } = node;
    if (value.length <= 63 && slug.test(value)) return value;
    const suggestion = value
      .toLowerCase()
      .slice(0, 63)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^[0-9-]+|-+$/g, '');
    const span = tokenOf(node, place);
    context.reporter.report('invalid_name', {
      message: `"${shorten(value)}" is not a name: lower-case letters, digits and single dashes, a letter first, at most 63.`,
      path: place.path,
      span,
      ...(slug.test(suggestion)
        ? {
            hint: `For example: ${suggestion}`,
            fix: { title: `Rename to ${suggestion}`, newText: requote(context, span, suggestion) },
          }
        : {}),
    });
    return undefined;
  },
};

/** One of a closed list of words. */
export function oneWordOf<const W extends string>(
  words: readonly W[],
  options: { code?: 'unknown_value' | 'unknown_tool' | 'unsupported_version'; noun: string },
): Shape<W> {
  return {
    schema: { type: 'string', enum: [...words] },
    read(node, place, context) {
      if (node.kind !== 'scalar' || typeof node.value !== 'string') {
        reportType(node, place, context, `a text: ${words.join(', ')}`);
        return undefined;
      }
      const { value } = node;
      const known = words.find((word) => word === value);
      if (known !== undefined) return known;
      const suggestion = words.length === 1 ? words[0] : closest(value, words);
      const span = tokenOf(node, place);
      context.reporter.report(options.code ?? 'unknown_value', {
        message: `"${shorten(value)}" is no ${options.noun}${suggestion ? `; did you mean "${suggestion}"?` : '.'}`,
        path: place.path,
        span,
        hint: `One of: ${words.join(', ')}.`,
        fix: suggestion
          ? { title: `Replace with ${suggestion}`, newText: requote(context, span, suggestion) }
          : undefined,
      });
      return undefined;
    },
  };
}

/** A number from `min` to `max`, both included. */
export function number(options: { min: number; max: number; whole: boolean; unit: string }): Shape<number> {
  const { min, max, whole, unit } = options;
  return {
    schema: { type: whole ? 'integer' : 'number', minimum: min, maximum: max },
    read(node, place, context) {
      if (node.kind !== 'scalar' || typeof node.value !== 'number') {
        reportType(node, place, context, whole ? 'a whole number' : 'a number');
        return undefined;
      }
      const { value } = node;
      if (!Number.isFinite(value)) return undefined;
      const span = tokenOf(node, place);
      if (whole && !Number.isInteger(value)) {
        context.reporter.report('wrong_type', {
          message: `This takes a whole number of ${unit}, not ${value}.`,
          path: place.path,
          span,
        });
        return undefined;
      }
      if (value >= min && value <= max) return value;
      const nearest = value < min ? min : max;
      context.reporter.report('out_of_range', {
        message: `${value} is out of range: from ${min} to ${max} ${unit}.`,
        path: place.path,
        span,
        fix: { title: `Set to ${nearest}`, newText: String(nearest) },
      });
      return undefined;
    },
  };
}

export const flag: Shape<boolean> = {
  schema: { type: 'boolean' },
  read(node, place, context) {
    if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
    reportType(node, place, context, 'true or false');
    return undefined;
  },
};

/** The word `true` where it stands for a default; `false` would mean to leave the key out. */
export const trueFlag: Shape<true> = {
  schema: { const: true },
  read(node, place, context) {
    if (node.kind === 'scalar' && node.value === true) return true;
    context.reporter.report('unknown_value', {
      message: 'Only true makes sense here; remove the key for its opposite.',
      path: place.path,
      span: tokenOf(node, place),
    });
    return undefined;
  },
};
