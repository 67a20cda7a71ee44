import { describeCloudHistories } from '../integration/triggers/cloudHistories.mts';

describeCloudHistories(100);
