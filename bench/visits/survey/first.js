// One question of one answer, as SurveyJS shows it. What is asked (`QUESTION`) is put in by `cargo xtask bench`.
import { Model } from 'survey-core';
import { renderSurvey } from 'survey-js-ui';
// Without the font that the other sheet would fetch from another site.
import 'survey-core/survey-core.fontless.css';

const { title, choices } = QUESTION;
const model = new Model({ elements: [{ type: 'radiogroup', name: 'first', title, isRequired: true, choices }] });
renderSurvey(model, document.getElementById('form'));
