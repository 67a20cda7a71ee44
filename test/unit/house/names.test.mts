// The words of the house: names that were replaced by the terms of the field do not come back.
import ts from 'typescript';
import { FILES, textOfFile, visit } from './sources.mts';

/** A former name, and the term that stands for it. */
const REPLACED: Record<string, string> = {
	Failure: 'ServiceError',
	KnownError: 'ErrorDefinition',
	Refusal: 'ErrorResponse',
	InvalidInput: 'InvalidParameter',
	carryOut: 'sendWithRetry',
	Caller: 'SendRequest',
	open: 'parseResponse',
	openOther: 'parseNonJsonError',
	unknownFate: 'outcomeUnknown',
	inDoubt: 'unknownOutcomes',
	HowToTell: 'OutcomeCheck',
	Pacer: 'RateLimiter',
	slot: 'acquire',
	throttled: 'onThrottled',
	PATIENCE: 'RETRY_BUDGET_MS',
	LANES: 'MAX_CONCURRENCY',
	WAVE: 'MAX_CONCURRENT_PAGES',
	waveOf: 'nextPageCount',
	askTogether: 'answerInBulk',
	rounds: 'batchesInSubjectOrder',
	requestTerms: 'requestOptionsKey',
	meaningOf: 'errorDefinitionFor',
	Slot: 'OutputSlot',
	Place: 'ItemPosition',
	Whereabouts: 'ItemPosition',
	Sight: 'SubjectSnapshot',
	Watched: 'ListedSubject',
	isShort: 'isPartial',
	life: 'incarnation',
	mark: 'dedupKey',
	moment: 'statusVersion',
	turn: 'sequence',
	Recollection: 'TriggerState',
	recall: 'loadState',
	memorize: 'saveState',
	forgetOldest: 'pruneRemoved',
	learn: 'buildBaseline',
	compare: 'detectChanges',
	tell: 'emitEvents',
	settle: 'process…',
	Look: 'ScanCursor',
	look: 'fetchSubject',
	lookAround: 'scanSubjects',
	lookCloser: 'fetchDetails',
	Occasion: 'EventType',
	gone: 'removed',
	toText: 'textOf',
};

/** Was the name of a method. As an adjective it is the term of the field: attempts are throttled. */
const CALLED = ['throttled'];

/** Former names that are no ordinary words: comments may not hold them either. */
const NEVER = new RegExp(
	`\\b(${Object.keys(REPLACED)
		.filter((name) => /[a-z][A-Z]|^Pacer$/.test(name))
		.join('|')})\\b|@throws Failure\\b`,
);

/** The name of a function that is declared, or called. */
function isFunctionName(name: ts.Identifier): boolean {
	const { parent } = name;
	const callee = ts.isPropertyAccessExpression(parent) && parent.name === name ? parent : name;
	const isCalled = ts.isCallExpression(callee.parent) && callee.parent.expression === callee;
	return isCalled || (ts.isFunctionLike(parent) && parent.name === name);
}

/** Where a former name is the name of something. */
function identifiersIn(file: string): string[] {
	const found: string[] = [];
	visit(file, (node, source) => {
		if (!ts.isIdentifier(node) || !Object.hasOwn(REPLACED, node.text)) return;
		if (CALLED.includes(node.text) && !isFunctionName(node)) return;
		const { line } = source.getLineAndCharacterOfPosition(node.getStart());
		found.push(`${file}:${line + 1} ${node.text} -> ${REPLACED[node.text]}`);
	});
	return found;
}

const wordsIn = (file: string): string[] =>
	textOfFile(file)
		.split('\n')
		.flatMap((text, index) => (NEVER.test(text) ? [`${file}:${index + 1} ${text.trim()}`] : []));

it('uses the terms of the field', () => {
	expect(FILES.flatMap(identifiersIn)).toEqual([]);
	expect(FILES.flatMap(wordsIn)).toEqual([]);
});
