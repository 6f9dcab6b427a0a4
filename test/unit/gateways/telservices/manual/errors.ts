import { printed } from './printed.ts';

/**
 * What the manual prints (TelServices v1.7), without its spaces and line breaks. Result and Error.
 */
export const plainReturns = {
  standard: printed(`
    <TelServiceReturn><result><standard/></result></TelServiceReturn>`),
  pbxlinkOutOfService: printed(`
    <TelServiceReturn><error><pbxlinkOutOfService/></error></TelServiceReturn>`),
  pbxReject: printed(`
    <TelServiceReturn><error><pbxReject/></error></TelServiceReturn>`),
  pbxTimeout: printed(`
    <TelServiceReturn><error><pbxTimeout/></error></TelServiceReturn>`),
  noCall: printed(`
    <TelServiceReturn><error><noCall/></error></TelServiceReturn>`),
  noOpenSession: printed(`
    <TelServiceReturn><error><noOpenSession/></error></TelServiceReturn>`),
  sessionLimitExceeded: printed(`
    <TelServiceReturn><error><sessionLimitExceeded/></error></TelServiceReturn>`),
  reject: printed(`
    <TelServiceReturn><error><reject/></error></TelServiceReturn>`),
  invalidCredentials: printed(`
    <TelServiceReturn><error><invalidCredentials/></error></TelServiceReturn>`),
  resourceError: printed(`
    <TelServiceReturn><error><resourceError/></error></TelServiceReturn>`),
} as const;
