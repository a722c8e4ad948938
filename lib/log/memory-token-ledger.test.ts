import { createMemoryTokenLedger } from './memory-token-ledger.ts';
import { testTokenLedger } from './token-ledger-contract.ts';

testTokenLedger('the memory ledger', async () => ({ ledger: createMemoryTokenLedger(), close: async () => {} }));
