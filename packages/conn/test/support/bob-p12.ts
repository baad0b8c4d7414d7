/**
 * CN=bob, signed by itself, for tests alone; its passphrase is 'sesame'. Node writes no PKCS #12, so OpenSSL 3 did:
 *
 *     openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -sha256 -days 36500 -subj /CN=bob ...
 *     openssl pkcs12 -export -in bob.pem -inkey bob.key -passout pass:sesame
 */
export const BOB_P12 = Buffer.from(
  `
    MIID/AIBAzCCA7IGCSqGSIb3DQEHAaCCA6MEggOfMIIDmzCCAlIGCSqGSIb3DQEHBqCCAkMwggI/AgEAMIICOAYJKoZIhvcNAQcB
    MFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAilbiUgCWn0cgICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEFDM
    UCjkTk5xczPPQba5LI6AggHQ2voSPIl+99s5RJdjZFDYgHb497q9QLdMwJhZL7Dus/Rp5YRli64OE6leRUQ7bbWYqkXRplrYbnEQ
    GDzp7kk9Q5B+G1COBSavWkzwdZM5CYLYVV4F+qo0lzwoeA/z5Xahkaxnjcj87F1dlU7PSoF141awbQshsTJ+xE2RTUCQhS9y7NuG
    o4/XD3l4o6LHVZJHfdAzatUXWfgu68XPc6kPYm1a1Qer20saeLiPq9V0+krBJY2XFjnt1P7VHu3qpp/3PzifE3DKyTzntqSL22Nw
    4ZRabvgqIfka4lAO/eUNuResL/bv6oMmmHW34hvYJLpQXk/TSnGpZsHNUzvFD6sbai+1257vakQGPG9VigPvb4RDe0V95TBnJ/QN
    Ir1qCne0dO7fosvCythv2vanNjf01NKRnzCJyKqRP0dosuUhVJg0jnJxac5vYBO25ZhEW/ivfXKp7pBOVHInpCYX7nSmZgwnpjs4
    f4U2ct3PpYPU7YlpqiYi4/fRbR/WRY0Qbac6xbssxmEAT/R2zQ6BrDUpX3gmLdoaS8WsJSTV+WyX0siCX+mGu0DhSMncfZNBwl+T
    mPC0prFvFxY0EFKAlxl8Z6rUMTmBsvqiEUCg7CyQdTQwggFBBgkqhkiG9w0BBwGgggEyBIIBLjCCASowggEmBgsqhkiG9w0BDAoB
    AqCB7zCB7DBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQIDgXVdLFSOuYCAggAMAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUD
    BAEqBBCn3IpJPti+syk35aPTVmTRBIGQwv6/1glqep95ffwrKgUUpDwei3xhMmiRfY/TekyAWzjtJbuNK1wM0rHhVxXCSoo9b8eA
    GHSIS+zIlQrHEcbd0rp1M0Zw0TqE/0Ap4nka5xNMR8FEkTm4gxIqmT/CyJD4SS/XSSXGDeC/C9D914Z3684ej+pR3NIke2Y9jaq9
    2DMIb6JB6qTC5hwdvAEssgEKMSUwIwYJKoZIhvcNAQkVMRYEFDAm/QTJn6/lHMTzonob5LUt5JRZMEEwMTANBglghkgBZQMEAgEF
    AAQgBkH4d5yvYBX+bwvCJwY0QcknFZlMlQc3LMelb3977uwECBsgL3WvlugKAgIIAA==`,
  'base64',
);

/** The certificate in it. */
export const BOB_PEM = `-----BEGIN CERTIFICATE-----
MIIBczCCARmgAwIBAgIUbTHItGrN+W5ulxQLt1QvBRG9zPMwCgYIKoZIzj0EAwIw
DjEMMAoGA1UEAwwDYm9iMCAXDTI2MTEyNjAwMjAyMloYDzIxMjYxMTAyMDAyMDIy
WjAOMQwwCgYDVQQDDANib2IwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATDiOxs
Amb/EK9q1M5U8c63Pfo/luYHLwW/oCDN+CjMA4Vt3V6YYjQXr+UeX2DBkQ65hOjB
LpRspgZMjTs0nYwzo1MwUTAdBgNVHQ4EFgQUvKtfvkaXR2gP0gWZP3wSvCpFdCcw
HwYDVR0jBBgwFoAUvKtfvkaXR2gP0gWZP3wSvCpFdCcwDwYDVR0TAQH/BAUwAwEB
/zAKBggqhkjOPQQDAgNIADBFAiA6sT3caazXFvkoJasgDHfwQQJthn/aofqFTSJn
zIe6KAIhAJpmiVWg0XiA/TS4mW3Fg8T09r4owePvjmuRTwIVyy2+
-----END CERTIFICATE-----
`;
