import { createInProcessSignalBus } from './in-process-signal-bus.ts';
import { testSignalBus } from './signal-bus-contract.ts';

testSignalBus('the in-process signal bus', async () => createInProcessSignalBus());
