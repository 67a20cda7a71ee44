// A made-up service, its calls and its responses.
import type { HttpResponse } from '../../../nodes/shared/api/transport.ts';
import type { Call, Service } from '../../../nodes/shared/api/service.ts';

export const service: Service = {
	credentialType: 'someApi',
	keyFields: [{ name: 'token', label: 'Token' }],
	accountOf: ({ token }) => [token],
	quota: () => 10,
	errors: {
		Throttled: { message: 'Slow down', advice: 'Wait.', retry: 'throttled' },
		Broken: { message: 'Broken', advice: 'Ask.', retry: 'read' },
	},
	unlisted: { message: 'Refused', advice: 'Look it up.' },
	request: () => ({ url: 'https://some.example.com' }),
	parseResponse: ({ code, message, ...rest }) =>
		typeof code === 'string'
			? { code, message: String(message ?? ''), requestId: undefined }
			: { answer: rest },
};

export const lookup: Call & { kind: 'read' } = {
	action: 'Look',
	kind: 'read',
	parameters: {},
	language: 'en',
	expects: ['found'],
};

export const command: Call & { kind: 'command' } = {
	...lookup,
	kind: 'command',
	lookup: 'Some Node > Get',
};

export const response = (body: unknown, statusCode = 200, headers = {}): HttpResponse => ({
	statusCode,
	headers,
	body: JSON.stringify(body),
});
