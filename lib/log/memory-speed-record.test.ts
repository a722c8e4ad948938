import { createMemorySpeedRecord } from './memory-speed-record.ts';
import { testSpeedRecord } from './speed-record-contract.ts';

testSpeedRecord('memory', async () => ({ speeds: createMemorySpeedRecord(), close: async () => {} }));
