// States and codes as words; codes as a sentence that says what happened and what to do. Any thread.
#pragma once

#include "wallet/values/wallet_values.h"

#include <QLocale>
#include <QString>

namespace timecoin {

QString paymentKindText(PaymentKind kind);
/// "Waiting for votes", "Final", ...
QString paymentStateText(PaymentState state);
/// "final in 0.4 s" where it was measured, else as above.
QString paymentStateText(const PaymentEntry& payment, const QLocale& locale = QLocale());
/// What the state means, in a sentence for a tooltip or a detail.
QString paymentStateExplained(PaymentState state);
QString coinStateText(CoinState state);
/// Why a coin cannot be spent now; empty for one that can.
QString coinLockReason(const CoinEntry& coin);

/// Why the network refused or the wallet gave up a payment: codes of SubmitOutcome and of
/// PaymentEntry::reason. Ends with what to do.
QString paymentReasonText(const QString& code);
/// Codes of WalletOutcome and WalletSnapshot::problem. `detail` is shown where it tells more.
QString walletCodeText(const QString& code, const QString& detail = {});
/// Why a draft cannot be sent, with its figures; empty when it can.
QString draftText(const DraftAnswer& draft, bool hideAmounts = false,
                  const QLocale& locale = QLocale());

}  // namespace timecoin
