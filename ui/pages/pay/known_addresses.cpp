#include "ui/pages/pay/known_addresses.h"

namespace timecoin {
namespace {

/// What stands behind "stime1" and the character of the lock's kind, which is the same in all.
QString looksOf(const QString& address) {
    return address.mid(address.lastIndexOf(QLatin1Char('1')) + 2);
}

int alike(const QString& a, const QString& b, bool fromEnd) {
    int count = 0;
    while (count < a.size() && count < b.size()) {
        const QChar left = fromEnd ? a[a.size() - 1 - count] : a[count];
        const QChar right = fromEnd ? b[b.size() - 1 - count] : b[count];
        if (left != right) break;
        ++count;
    }
    return count;
}

}  // namespace

QString nearTwin(const QString& address, const QStringList& known) {
    const QString mine = looksOf(address.toLower());
    for (const QString& other : known) {
        const QString theirs = looksOf(other.toLower());
        if (mine == theirs) return {};  // it is that one
    }
    for (const QString& other : known) {
        const QString theirs = looksOf(other.toLower());
        const int begin = alike(mine, theirs, false);
        const int end = alike(mine, theirs, true);
        // Both ends, or so much of one that nobody reads the rest.
        if (begin >= kLookedAt && end >= kLookedAt) return other;
        if (begin >= 2 * kLookedAt || end >= 2 * kLookedAt) return other;
    }
    return {};
}

}  // namespace timecoin
