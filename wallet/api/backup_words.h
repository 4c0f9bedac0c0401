// The words of a backup as a page needs them: the list to complete from, and what is wrong with those
// that were typed. Any thread.
#pragma once

#include "wallet/values/secret_text.h"

#include <QString>
#include <QStringList>

namespace timecoin {

/// The 2,048 English words, sorted.
QStringList backupWordList();

struct WordsVerdict {
    /// Empty when they make a wallet; else "wrong_count", "unknown_word" or "bad_checksum".
    QString code;
    int position = 0;  ///< "unknown_word": which, from 1; "wrong_count": how many there are
};
/// Any white space and either case are taken.
WordsVerdict judgeWords(const SecretText& words);

}  // namespace timecoin
