#include "ui/format/shapes.h"

#include <QCoreApplication>

namespace timecoin {
namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Shapes)
};

constexpr QChar kEllipsis(0x2026);
constexpr qsizetype kAddressTail = 6;
constexpr qsizetype kAddressHead = 6;  ///< behind the prefix and its "1"

}  // namespace

QString hashText(const Hash& hash) {
    return QString::fromStdString(toHex(hash));
}

QString shortMiddle(const QString& text, int ends) {
    if (text.size() <= 2 * ends + 1) return text;
    return text.left(ends) + kEllipsis + text.right(ends);
}

QString shortHash(const Hash& hash, int ends) {
    return shortMiddle(hashText(hash), ends);
}

QString shortAddress(const QString& address) {
    const auto separator = address.lastIndexOf(QLatin1Char('1'));
    const qsizetype head = qMin<qsizetype>(separator + 1 + kAddressHead, 12);
    if (address.size() <= head + kAddressTail + 1) return address;
    return address.left(head) + kEllipsis + address.right(kAddressTail);
}

QString chunks(const QString& text, int size) {
    QString out;
    out.reserve(text.size() + text.size() / size);
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (i > 0 && i % size == 0) out += QLatin1Char(' ');
        out += text[i];
    }
    return out;
}

QString bytesText(quint64 bytes, const QLocale& locale) {
    return locale.formattedDataSize(qint64(bytes), 1, QLocale::DataSizeSIFormat);
}

QString numberText(quint64 number, const QLocale& locale) {
    return locale.toString(qulonglong(number));
}

QString paymentsText(int count) {
    return Texts::tr("%n payment(s)", nullptr, count);
}

QString masternodesText(int count) {
    return Texts::tr("%n masternode(s)", nullptr, count);
}

QString peersText(int count) {
    return Texts::tr("%n peer(s)", nullptr, count);
}

QString coinsText(int count) {
    return Texts::tr("%n coin(s)", nullptr, count);
}

}  // namespace timecoin
