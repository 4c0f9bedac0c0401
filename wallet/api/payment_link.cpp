#include "wallet/api/payment_link.h"

#include "node/chain/address.h"
#include "wallet/payment/payment_uri.h"

namespace timecoin {
namespace {

void takeAddress(PaymentLink& link, const QString& text, const QString& prefix) {
    const auto lock = parseAddress(text.toStdString(), prefix.toStdString());
    if (lock.ok()) {
        link.address = text.toLower();
        return;
    }
    link.code = lock.error() == AddressError::WrongNetwork ? QStringLiteral("wrong_network")
                                                           : QStringLiteral("bad_address");
}

QString fromUtf8(const std::string& text) {
    return QString::fromStdString(text);
}

}  // namespace

PaymentLink parsePaymentLink(const QString& text, const QString& prefix) {
    PaymentLink link;
    const auto uri = parsePaymentUri(text.toStdString());
    if (uri.ok()) {
        link.isLink = true;
        link.amount = uri->amount;
        link.label = fromUtf8(uri->label);
        link.message = fromUtf8(uri->message);
        takeAddress(link, fromUtf8(uri->address), prefix);
        return link;
    }
    if (uri.error().code != UriCode::OtherScheme) {
        link.isLink = true;
        link.code = QString::fromLatin1(nameOf(uri.error().code));
        link.detail = fromUtf8(uri.error().name);
        return link;
    }
    QString bare;
    for (const QChar c : text) {
        if (!c.isSpace()) bare += c;
    }
    takeAddress(link, bare, prefix);
    return link;
}

QString makePaymentLink(const QString& address, const std::optional<Amount>& amount,
                        const QString& label, const QString& message) {
    PaymentUri uri;
    uri.address = address.toStdString();
    uri.amount = amount;
    // Line ends and tabs would make a link that nobody reads.
    uri.label = label.simplified().toStdString();
    uri.message = message.simplified().toStdString();
    return fromUtf8(formatPaymentUri(uri));
}

}  // namespace timecoin
