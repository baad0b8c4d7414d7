/** RFC 5802, 5.1: in the names of SCRAM and OAUTHBEARER a comma and an equals sign are written =2C and =3D. */
export function fromSaslName(name: string): string {
  return name.replaceAll('=2C', ',').replaceAll('=3D', '=');
}
