import { type INodeProperties } from 'n8n-workflow';
import { SIMPLIFY_FIELD } from './operation';
import { optionsField } from './options';
import { type Occasion, type StatusTrigger } from './poll';

const OCCASIONS: ReadonlyArray<[Occasion, string]> = [
	['failed', 'Became Failed'],
	['pending', 'Became Pending'],
	['verified', 'Became Verified'],
	['new', 'New Subject'],
	['removed', 'Removed'],
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
			description: 'A new status, a new subject, or one removed',
		},
		...OCCASIONS.filter(([value]) => descriptions[value]).map(([value, name]) => ({
			name,
			value,
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
