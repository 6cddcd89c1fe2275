import * as z from 'zod';

// Must run before any contract is made: the page's security policy forbids the code generation that
// zod would try for speed, and each try is reported as a violation.
z.config({ jitless: true });
