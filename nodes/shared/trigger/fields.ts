import { type INodeProperties } from 'n8n-workflow';
import { optionsField, SIMPLIFY_FIELD } from '../fields/optionFields';
import { type EventType, type StatusTrigger } from './statusTrigger';

/** Event type, its name in the list of *Trigger On*, and its entry in the node panel. */
const EVENT_TYPES: ReadonlyArray<[EventType, string, string]> = [
	['failed', 'Became Failed', 'On status changed to failed'],
	['pending', 'Became Pending', 'On status changed to pending'],
	['verified', 'Became Verified', 'On status changed to verified'],
	['new', 'New Subject', 'On new subject'],
	['removed', 'Removed', 'On subject removed'],
];

const triggerOnField = (descriptions: StatusTrigger['triggerOn']): INodeProperties => ({
	displayName: 'Trigger On',
	name: 'triggerOn',
	type: 'multiOptions',
	required: true,
	default: ['any'],
	description:
		'What starts the workflow. A subject that changes twice between two polls is told once, with its latest status.',
	options: [
		{
			name: 'Any Change',
			value: 'any',
			action: 'On any change',
			description: 'A new status, a new subject, or one removed',
		},
		...EVENT_TYPES.filter(([value]) => descriptions[value]).map(([value, name, action]) => ({
			name,
			value,
			action,
			description: descriptions[value]!,
		})),
	],
});

/** The parameters of a trigger. */
export const triggerProperties = (trigger: StatusTrigger): INodeProperties[] => [
	triggerOnField(trigger.triggerOn),
	...trigger.properties,
	{ ...SIMPLIFY_FIELD },
	optionsField(trigger.options),
];
