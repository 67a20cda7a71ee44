// A few of them: the campaign has hundreds.
import { describeCloudHistories } from './cloudHistories.mts';

describeCloudHistories(10);
