import { testEventBus } from './event-bus-contract.ts';
import { createInProcessBus } from './in-process-bus.ts';

testEventBus('the in-process bus', async () => createInProcessBus());
