// How hard a passphrase is to guess, roughly and never too kindly. Pure.
#pragma once

#include <QString>

namespace timecoin {

enum class Strength { Short, Weak, Fair, Good, Strong };

/// Bits a guesser would have to try, estimated: characters that repeat or follow one another, and
/// passphrases everybody tries first, count for little.
int passphraseBits(const QString& text);
/// `least` characters are needed.
Strength passphraseStrength(const QString& text, int least);

}  // namespace timecoin
