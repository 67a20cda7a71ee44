import { type IDataObject } from 'n8n-workflow';
import { InvalidParameter } from '../values/invalidParameter';
import { textOf } from '../values/text';
import { isTimeZone } from '../values/timeZone';
import { OPTION_FIELDS } from './optionFields';

/** The values of the collection `options`. An option that is not set has its default. */
export interface Options {
	ifNotFound: 'error' | 'record';
	includeRaw: boolean;
	language: 'en' | 'zh';
	lookupStrategy: 'automatic' | 'individual';
	maxRetries: number;
	/** Undefined: the quota that the service documents. */
	requestsPerSecond: number | undefined;
	timeZone: string;
	/** Milliseconds for one attempt. */
	timeout: number;
}

/**
 * Reads the options of many items. Items with equal options get the same object, so that 100,000 items do
 * not keep 100,000 copies in memory.
 */
export function optionsReader(): (values: IDataObject) => Options {
	const optionsByKey = new Map<string, Options>();
	let last: { values: IDataObject; options: Options } | undefined;
	return (values) => {
		if (last?.values === values) return last.options;
		const key = JSON.stringify(values);
		const options = optionsByKey.get(key) ?? readOptions(values);
		optionsByKey.set(key, options);
		last = { values, options };
		return options;
	};
}

/**
 * Reads the options of one item.
 *
 * @throws InvalidParameter when a number is out of range, or the time zone unknown. The editor refuses such a
 * value; an expression may give it.
 */
export function readOptions(values: IDataObject): Options {
	const options: Options = {
		ifNotFound: values.ifNotFound === 'record' ? 'record' : 'error',
		includeRaw: values.includeRaw === true,
		language: values.language === 'zh' ? 'zh' : 'en',
		lookupStrategy: values.lookupStrategy === 'individual' ? 'individual' : 'automatic',
		maxRetries: numberOption(values, 'maxRetries') ?? OPTION_FIELDS.maxRetries.default,
		requestsPerSecond: numberOption(values, 'requestsPerSecond'),
		timeZone: textOf(values.timeZone || OPTION_FIELDS.timeZone.default).trim(),
		timeout: numberOption(values, 'timeout') ?? OPTION_FIELDS.timeout.default,
	};
	if (!isTimeZone(options.timeZone)) {
		throw new InvalidParameter(
			'The option Time Zone names no time zone',
			`There is no "${options.timeZone.slice(0, 40)}". Use a name like Asia/Shanghai or UTC.`,
		);
	}
	return options;
}

function numberOption(
	values: IDataObject,
	name: 'maxRetries' | 'requestsPerSecond' | 'timeout',
): number | undefined {
	const value = values[name];
	if (value === undefined || value === null || value === '') return undefined;
	const { displayName, typeOptions } = OPTION_FIELDS[name];
	const { minValue, maxValue } = typeOptions;
	const number = Number(textOf(value));
	if (!(number >= minValue && number <= maxValue)) {
		throw new InvalidParameter(
			`The option ${displayName} is out of range`,
			`Enter a number from ${minValue} to ${maxValue}.`,
		);
	}
	return number;
}
