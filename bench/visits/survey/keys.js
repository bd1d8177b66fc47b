// The form of 120 questions (`bench/engine/form.json`) as SurveyJS shows it, on one page. When it judges what is typed, the address says.
import { Model } from 'survey-core';
import { renderSurvey } from 'survey-js-ui';
import 'survey-core/survey-core.fontless.css';
import { first } from '../../engine/facts.js';
import facts from '../../engine/form.json';
import { form } from '../../engine/survey.js';

const textUpdateMode = location.hash === '#letters' ? 'onTyping' : 'onBlur';
const model = new Model({ ...form(facts), textUpdateMode });
model.data = first(facts);
renderSurvey(model, document.getElementById('form'));
