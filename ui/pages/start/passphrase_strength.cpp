#include "ui/pages/start/passphrase_strength.h"

#include <array>
#include <cstdlib>

namespace timecoin {
namespace {

constexpr int kFairBits = 45;
constexpr int kGoodBits = 60;
constexpr int kStrongBits = 80;
/// What one character that says nothing new is worth, in tenths of a bit.
constexpr int kDullTenths = 10;

constexpr std::array<const char*, 14> kFirstTried = {
    "password", "passwort", "passphrase", "12345678", "qwertyui", "qwertzui", "letmein",
    "iloveyou", "admin",    "welcome",    "timecoin", "bitcoin",  "satoshi",  "geheim"};

/// Tenths of a bit per character: of the letters in words people think of, far below log2(26).
int tenthsOf(const QString& text) {
    bool lower = false;
    bool upper = false;
    bool digit = false;
    bool other = false;
    for (const QChar c : text) {
        lower = lower || c.isLower();
        upper = upper || c.isUpper();
        digit = digit || c.isDigit();
        other = other || !c.isLetterOrNumber();
    }
    const int kinds = int{lower} + int{upper} + int{digit} + int{other};
    return 20 + 10 * kinds;
}

}  // namespace

int passphraseBits(const QString& text) {
    const QString folded = text.toLower();
    const int each = tenthsOf(text);
    int tenths = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool follows = i > 0 && std::abs(folded[i].unicode() - folded[i - 1].unicode()) <= 1;
        const bool again = i > 2 && folded.left(i).contains(QStringView(folded).mid(i - 2, 3));
        tenths += follows || again ? kDullTenths : each;
    }
    for (const char* const word : kFirstTried) {
        const QLatin1String common(word);
        if (folded.contains(common)) tenths -= static_cast<int>(common.size()) * (each - 5);
    }
    return tenths > 0 ? tenths / 10 : 0;
}

Strength passphraseStrength(const QString& text, int least) {
    if (text.size() < least) return Strength::Short;
    const int bits = passphraseBits(text);
    if (bits < kFairBits) return Strength::Weak;
    if (bits < kGoodBits) return Strength::Fair;
    return bits < kStrongBits ? Strength::Good : Strength::Strong;
}

}  // namespace timecoin
