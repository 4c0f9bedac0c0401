// What a person pastes to be paid: a bare address, or a link "timecoin:address?amount=1.5&label=...".
// Any thread.
#pragma once

#include "node/base/amount.h"

#include <QString>

#include <optional>

namespace timecoin {

struct PaymentLink {
    /// Empty when it can be paid; else "bad_address", "wrong_network" or a name of UriCode
    /// ("bad_amount", "required_unknown", ...).
    QString code;
    QString detail;   ///< the parameter of the link that it is about
    QString address;  ///< in lower case
    std::optional<Amount> amount;
    QString label;
    QString message;
    bool isLink = false;  ///< it began with "timecoin:", also when it is wrong

    bool ok() const { return code.isEmpty(); }
};

/// `prefix` as WalletService::addressPrefix() says it. Spaces around and inside a bare address (as
/// it is shown in chunks) are forgiven.
PaymentLink parsePaymentLink(const QString& text, const QString& prefix);

/// The link that asks for this. Without amount, label and message: only the address.
QString makePaymentLink(const QString& address, const std::optional<Amount>& amount,
                        const QString& label, const QString& message);

}  // namespace timecoin
