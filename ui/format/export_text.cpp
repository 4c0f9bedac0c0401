#include "ui/format/export_text.h"

#include "ui/format/shapes.h"
#include "ui/format/time_text.h"

#include <QStringList>

#include <algorithm>

namespace timecoin {
namespace {

QString plainAmount(Amount amount) {
    return QString::fromStdString(formatTime(amount));
}

QString addresses(const PaymentEntry& payment) {
    QStringList list;
    for (const Party& party : payment.parties) list += party.address;
    return list.join(QLatin1Char(' '));
}

void member(QString& out, const char* name, const QString& json, bool last = false) {
    out += QStringLiteral("    \"") + QLatin1String(name) + QStringLiteral("\": ") + json;
    out += last ? QStringLiteral("\n") : QStringLiteral(",\n");
}

QString jsonTime(quint64 unixMs) {
    return unixMs == 0 ? QStringLiteral("null") : jsonString(isoTime(unixMs));
}

QString jsonParties(const QVector<Party>& parties) {
    QStringList list;
    for (const Party& party : parties) {
        list += QStringLiteral("{\"address\": ") + jsonString(party.address) +
                QStringLiteral(", \"amount\": ") + plainAmount(party.amount) +
                QStringLiteral(", \"label\": ") + jsonString(party.label) + QLatin1Char('}');
    }
    return QLatin1Char('[') + list.join(QStringLiteral(", ")) + QLatin1Char(']');
}

QString jsonPayment(const PaymentEntry& payment) {
    QString out = QStringLiteral("  {\n");
    member(out, "id", jsonString(hashText(payment.id)));
    member(out, "kind", jsonString(paymentKindName(payment.kind)));
    member(out, "state", jsonString(paymentStateName(payment.state)));
    member(out, "reason",
           payment.reason.isEmpty() ? QStringLiteral("null") : jsonString(payment.reason));
    member(out, "amount", exportAmount(payment));
    member(out, "fee", payment.fee ? plainAmount(*payment.fee) : QStringLiteral("null"));
    member(out, "label", jsonString(payment.label));
    member(out, "created", jsonTime(payment.createdMs));
    member(out, "certified", jsonTime(payment.certifiedMs));
    member(out, "final", jsonTime(payment.finalMs));
    member(out, "final_after_ms", QString::number(payment.finalAfterMs));
    member(out, "block_time", jsonTime(payment.blockMs));
    member(out, "height",
           payment.height == 0 ? QStringLiteral("null") : QString::number(payment.height));
    member(out, "parties", jsonParties(payment.parties), true);
    return out + QStringLiteral("  }");
}

}  // namespace

QString csvField(const QString& text) {
    QString out = text;
    if (!out.isEmpty() && QStringLiteral("=+-@\t\r").contains(out.front()))
        out.prepend(QLatin1Char('\''));
    const auto special = [](QChar c) { return c == u',' || c == u'"' || c == u'\n' || c == u'\r'; };
    if (!std::any_of(out.cbegin(), out.cend(), special)) return out;
    out.replace(QLatin1Char('"'), QStringLiteral("\"\""));
    return QLatin1Char('"') + out + QLatin1Char('"');
}

QString jsonString(const QString& text) {
    QString out(QLatin1Char('"'));
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\') {
            out += QLatin1Char('\\');
            out += c;
        } else if (c.unicode() < 0x20) {
            out += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        } else if (c.isSurrogate() || c.unicode() == 0x2028 || c.unicode() == 0x2029) {
            // Also a lone half of a pair, which UTF-8 cannot hold, comes through this way.
            out += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        } else {
            out += c;
        }
    }
    return out + QLatin1Char('"');
}

QString exportAmount(const PaymentEntry& payment) {
    const bool went = payment.kind == PaymentKind::Sent && !payment.amount.isZero();
    return (went ? QStringLiteral("-") : QString()) + plainAmount(payment.amount);
}

QByteArray paymentsToCsv(const QVector<PaymentEntry>& payments) {
    QString out = QStringLiteral("created,kind,state,amount,fee,label,addresses,final,"
                                 "final_after_ms,height,id,reason\r\n");
    for (const PaymentEntry& payment : payments) {
        // Our own figures are numbers and stay so; csvField() is for what people wrote.
        const QStringList fields{
            isoTime(payment.createdMs),
            paymentKindName(payment.kind),
            paymentStateName(payment.state),
            exportAmount(payment),
            payment.fee ? plainAmount(*payment.fee) : QString(),
            csvField(payment.label),
            csvField(addresses(payment)),
            isoTime(payment.finalMs),
            payment.finalAfterMs == 0 ? QString() : QString::number(payment.finalAfterMs),
            payment.height == 0 ? QString() : QString::number(payment.height),
            hashText(payment.id),
            csvField(payment.reason),
        };
        out += fields.join(QLatin1Char(',')) + QStringLiteral("\r\n");
    }
    return out.toUtf8();
}

QByteArray paymentsToJson(const QVector<PaymentEntry>& payments) {
    QStringList objects;
    objects.reserve(payments.size());
    for (const PaymentEntry& payment : payments) objects += jsonPayment(payment);
    if (objects.isEmpty()) return QByteArrayLiteral("[]\n");
    return (QStringLiteral("[\n") + objects.join(QStringLiteral(",\n")) + QStringLiteral("\n]\n"))
        .toUtf8();
}

QString paymentKindName(PaymentKind kind) {
    switch (kind) {
    case PaymentKind::Received: return QStringLiteral("received");
    case PaymentKind::Sent: return QStringLiteral("sent");
    case PaymentKind::ToSelf: return QStringLiteral("to_self");
    case PaymentKind::Reward: return QStringLiteral("reward");
    }
    return {};
}

QString paymentStateName(PaymentState state) {
    switch (state) {
    case PaymentState::Created: return QStringLiteral("created");
    case PaymentState::Seen: return QStringLiteral("seen");
    case PaymentState::Certified: return QStringLiteral("certified");
    case PaymentState::Final: return QStringLiteral("final");
    case PaymentState::InBlock: return QStringLiteral("in_block");
    case PaymentState::Rejected: return QStringLiteral("rejected");
    case PaymentState::Abandoned: return QStringLiteral("abandoned");
    }
    return {};
}

}  // namespace timecoin
