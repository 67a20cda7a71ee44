import { aliyunEmailVerificationStatusTrigger as trigger } from '../../../nodes/AliyunEmailVerification/trigger.ts';
import { triggerProperties } from '../../../nodes/shared/trigger/fields.ts';

it('what a trigger may wait for, in words of its service', () => {
	const [triggerOn] = triggerProperties({
		...trigger,
		triggerOn: { failed: 'F', pending: 'P', verified: 'V', new: 'N', removed: 'R' },
	});
	expect(triggerOn).toEqual({
		displayName: 'Trigger On',
		name: 'triggerOn',
		type: 'multiOptions',
		required: true,
		default: ['any'],
		description: expect.stringMatching(/^What starts the workflow\./),
		options: [
			{
				name: 'Any Change',
				value: 'any',
				action: 'On any change',
				description: 'A new status, a new subject, or one removed',
			},
			...[
				['Became Failed', 'failed', 'On status changed to failed', 'F'],
				['Became Pending', 'pending', 'On status changed to pending', 'P'],
				['Became Verified', 'verified', 'On status changed to verified', 'V'],
				['New Subject', 'new', 'On new subject', 'N'],
				['Removed', 'removed', 'On subject removed', 'R'],
			].map(([name, value, action, description]) => ({ name, value, action, description })),
		],
	});
});

it('leaves out what the service does not have, and ends with what all nodes share', () => {
	const [triggerOn, ...fields] = triggerProperties(trigger);
	const values = triggerOn.options!.map((option) => 'value' in option && option.value);
	expect(values).toEqual(['any', 'pending', 'verified', 'new', 'removed']);
	expect(fields.map(({ name }) => name)).toEqual([
		...trigger.properties.map(({ name }) => name),
		'simplify',
		'options',
	]);
	const [one, other] = [triggerProperties(trigger), triggerProperties(trigger)];
	expect(one.at(-2)).not.toBe(other.at(-2));
});
