/** The name of a key's policy: every key has one policy, and this is what it is called. */
export const policyName = "default"
