// What others offer for one form, in their own languages: from the facts of `form.json`. Bundled by `cargo xtask bench`, as their packages are for Node.
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { Validator } from '@cfworker/json-schema';
import { Model } from 'survey-core';
import * as jsonForms from '@jsonforms/core';
import { TEXT, first } from './facts.js';
import { form } from './survey.js';

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

function withSurvey(facts) {
  const model = new Model(form(facts));
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
