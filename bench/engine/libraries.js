// What others offer for one form, in their own languages: from the facts of `form.json`. Bundled by `cargo xtask bench`, as their packages are for Node.
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { Validator } from '@cfworker/json-schema';
import { Model } from 'survey-core';
import * as jsonForms from '@jsonforms/core';

const TEXT = '^[A-Z][A-Z .-]+$';

function property({ choices, digits, letters }, kind) {
  return {
    text: { type: 'string', pattern: TEXT, maxLength: letters },
    email: { type: 'string', format: 'email' },
    number: { type: 'integer', minimum: 0, maximum: 10 ** digits - 1 },
    choice: { enum: choices },
    date: { type: 'string', format: 'date' },
    yes: { type: 'boolean' },
  }[kind];
}

/** The rules as JSON Schema: what is required hangs on what is shown. */
function schema(facts) {
  const all = { type: 'object', properties: {}, required: [], allOf: [] };
  for (const { name, kind, required, shown } of facts.questions) {
    all.properties[name] = property(facts, kind);
    if (shown) {
      const properties = { [shown.choice]: { const: shown.is }, [shown.number]: { minimum: shown.least } };
      const given = [shown.choice, shown.number, ...(shown.after ? [shown.after] : [])];
      all.allOf.push({ if: { properties, required: given }, then: required ? { required: [name] } : {}, else: {} });
    } else if (required) {
      all.required.push(name);
    }
  }
  return all;
}

/** How the form is answered when it begins. */
function first(facts) {
  return Object.fromEntries(facts.questions.map(({ name, kind }) => [name, facts.first[kind]]));
}

function withAjv(facts) {
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats(ajv);
  const valid = ajv.compile(schema(facts));
  let data = first(facts);
  return {
    change(name, value) {
      data = { ...data, [name]: value };
      return valid(data);
    },
  };
}

function withCfworker(facts) {
  const validator = new Validator(schema(facts), '2020-12', false);
  let data = first(facts);
  return {
    change(name, value) {
      data = { ...data, [name]: value };
      return validator.validate(data).valid;
    },
  };
}

function surveyQuestion({ choices, digits, letters }, { name, kind, required, shown }) {
  const most = 10 ** digits - 1;
  const rules = {
    text: { type: 'text', validators: [{ type: 'regex', regex: TEXT }, { type: 'text', maxLength: letters }] },
    email: { type: 'text', inputType: 'email', validators: [{ type: 'email' }] },
    number: { type: 'text', inputType: 'number', min: 0, max: most, validators: [{ type: 'numeric', minValue: 0, maxValue: most }] },
    choice: { type: 'dropdown', choices },
    date: { type: 'text', inputType: 'date' },
    yes: { type: 'boolean' },
  }[kind];
  const after = shown?.after ? ` and {${shown.after}} notempty` : '';
  const visibleIf = shown && { visibleIf: `{${shown.choice}} = '${shown.is}' and {${shown.number}} >= ${shown.least}${after}` };
  return { name, title: name, isRequired: required, ...rules, ...visibleIf };
}

function withSurvey(facts) {
  const elements = facts.questions.map((it) => surveyQuestion(facts, it));
  const model = new Model({ elements, checkErrorsMode: 'onValueChanged', clearInvisibleValues: 'none' });
  model.data = first(facts);
  model.validate(false, false);
  return {
    change(name, value) {
      model.setValue(name, value);
      return model.validate(false, false);
    },
    shown: () => facts.questions.filter(({ name }) => model.getQuestionByName(name).isVisible).map(({ name }) => name),
  };
}

function withJsonForms(facts) {
  const ajv = jsonForms.createAjv();
  const rule = ({ choice, is, number, least }) => ({
    effect: 'SHOW',
    condition: {
      type: 'AND',
      conditions: [
        { scope: `#/properties/${choice}`, schema: { const: is } },
        { scope: `#/properties/${number}`, schema: { minimum: least } },
      ],
    },
  });
  const elements = facts.questions.map(({ name, shown }) => ({
    type: 'Control',
    scope: `#/properties/${name}`,
    ...(shown && { rule: rule(shown) }),
  }));
  const layout = { type: 'VerticalLayout', elements };
  let state = jsonForms.coreReducer(undefined, jsonForms.init(first(facts), schema(facts), layout, { ajv }));
  const visible = (element) => !element.rule || jsonForms.isVisible(element, state.data, '', ajv);
  return {
    change(name, value) {
      state = jsonForms.coreReducer(state, jsonForms.update(name, () => value));
      return elements.filter(visible).length && state.errors.length === 0;
    },
    shown: () => facts.questions.filter((_, at) => visible(elements[at])).map(({ name }) => name),
  };
}

/** Each opens the form from the facts, as a page would: the opening is part of its start. */
export const libraries = { ajv: withAjv, cfworker: withCfworker, survey: withSurvey, jsonForms: withJsonForms };
