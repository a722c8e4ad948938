import { testEventStore } from './event-store-contract.ts';
import { createMemoryStore } from './memory-store.ts';

testEventStore('the memory store', async () => createMemoryStore());
