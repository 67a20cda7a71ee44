import { type INode } from 'n8n-workflow';

/**
 * Does the node run as the tool of an AI agent, and may the run go on after an error? n8n gives the type of
 * such a node the suffix `Tool`. Of an error that a tool throws, n8n tells the model nothing but the
 * message. So a tool returns an error item instead: it holds the advice, and stands beside the items of
 * commands that were carried out.
 */
export const isAgentTool = ({ type, onError }: INode): boolean =>
	type.endsWith('Tool') && onError !== 'stopWorkflow';
