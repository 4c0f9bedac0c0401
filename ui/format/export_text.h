// Fields of CSV (RFC 4180) and JSON files, and whole histories in both. Any thread.
#pragma once

#include "wallet/values/wallet_values.h"

#include <QByteArray>
#include <QString>
#include <QVector>

namespace timecoin {

/// Quoted where commas, quotes or line ends ask for it. Text that a spreadsheet would take for a
/// formula (=, +, -, @, tab, return) is led by an apostrophe: labels can come from strangers.
QString csvField(const QString& text);
/// With its quotes.
QString jsonString(const QString& text);
/// "12.50000000" with a sign for money that went; for files, whatever the locale.
QString exportAmount(const PaymentEntry& payment);

/// UTF-8, with a header line, lines ended by CR LF; times are ISO 8601 in UTC.
QByteArray paymentsToCsv(const QVector<PaymentEntry>& payments);
/// An array of objects; amounts are numbers with 8 decimals, exact.
QByteArray paymentsToJson(const QVector<PaymentEntry>& payments);

/// Stable, untranslated names for files: "sent", "in_block", ...
QString paymentKindName(PaymentKind kind);
QString paymentStateName(PaymentState state);

}  // namespace timecoin
