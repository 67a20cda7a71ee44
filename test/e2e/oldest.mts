// Runs before each test file of the suite "oldest": the same tests as in "e2e", in the oldest n8n.
process.env.N8N_PINNED = 'oldest';
