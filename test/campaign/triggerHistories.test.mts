import { describeCloudHistories } from '../integration/trigger/cloudHistories.mts';

describeCloudHistories(100);
