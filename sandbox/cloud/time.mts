export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

const BEIJING_OFFSET_MS = 8 * HOUR_MS;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Epoch milliseconds as `2022-01-13 12:08:09`, Beijing time. */
export function beijingTime(ms: number): string {
	return new Date(ms + BEIJING_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** The older form of Aliyun's lists: `Dec 25,2017 03:38:46`, Beijing time. */
export function beijingTimeInWords(ms: number): string {
	const [date, time] = beijingTime(ms).split(' ');
	const [year, month, day] = date.split('-');
	return `${MONTHS[Number(month) - 1]} ${day},${year} ${time}`;
}

/** The moment that `2022-01-13 12:08:09` names in Beijing, as epoch milliseconds. */
export function fromBeijingTime(text: string): number {
	return Date.parse(`${text.replace(' ', 'T')}+08:00`);
}
