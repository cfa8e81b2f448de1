<?php
/**
 * A tip endpoint for PHP 8.1 or newer, without anything else. Copy this file, and change what is in capitals.
 *
 * It keeps the contract of docs/tip-endpoint.md: it stores first and answers second. Each tip is one JSON file in
 * FOLDER, which must be on an encrypted disk and outside of what your web server shows. Switch access logs off.
 *
 * PHP itself keeps only the last value of a name that comes several times, so this file reads the form by itself. For
 * forms with a photo that needs `enable_post_data_reading = Off` for this folder (in php.ini, .user.ini or the pool);
 * without it they are refused, never cut.
 *
 * Try it: TIPS_FOLDER=/tmp/tips php -d enable_post_data_reading=0 -S 127.0.0.1:8080 tips.php
 * Then, from a Plainsight folder: invoke check-endpoint http://127.0.0.1:8080/tips
 */

declare(strict_types=1);

ini_set('display_errors', '0');
ini_set('log_errors', '0');  // a message may quote the tip

define('FOLDER', getenv('TIPS_FOLDER') ?: '/var/lib/tips');
define('SITE', getenv('TIPS_SITE') ?: 'https://www.example.org');
const LANGUAGES = ['en', 'es'];  // the editions of the site; the first is for all others
const SENT = 'done.html';  // the page of each edition that says that a tip was sent
const CALL = 'You can call us instead: NUMBER.';
const MOST_BYTES = 12 * 1024 * 1024;
const MOST_TEXT = 1024 * 1024;
const DAY = 24 * 60 * 60;
// Every form sends these by itself: they say nothing.
const SAYS_NOTHING = ['form_lang', 'form_version', 'tip_id', 'identity_choice'];

/** Why a tip was not stored: a status, a field and a code for scripts, a sentence for people. */
class NotStored extends Exception
{
    public function __construct(public int $status, public string $field, public string $id, string $reason)
    {
        parent::__construct($reason);
    }
}

// Whatever PHP only warns about (a full disk, for one) stops the tip from being called stored.
set_error_handler(function (int $level, string $message): never {
    throw new ErrorException('warning');
});

$scripted = str_contains($_SERVER['HTTP_ACCEPT'] ?? '', 'application/json');
$pairs = [];
header('Cache-Control: no-store');
header('Referrer-Policy: no-referrer');
header('X-Content-Type-Options: nosniff');
header_remove('X-Powered-By');
try {
    if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
        throw new NotStored(405, '', 'not_a_tip', 'Nothing was sent. Go back to the form.');
    }
    [$pairs, $files] = read_form();
    [$name, $stored] = store_tip($pairs, $files);
} catch (NotStored $refused) {
    refuse($scripted, $pairs, $refused);
    exit;
} catch (Throwable) {
    refuse($scripted, $pairs, new NotStored(503, '', 'not_stored', 'It could not be stored just now. Try again in a minute.'));
    exit;
}
if ($scripted) {
    $answer = ['ok' => true];
    if ($stored['test']) {
        $shown = array_map(fn ($file) => ['field' => $file['field'], 'name' => $file['name'], 'bytes' => $file['bytes']], $stored['files']);
        $answer['test'] = ['tip' => $name, 'answers' => (object) by_name($stored['answers']), 'files' => $shown, 'flagged' => $stored['flagged']];
    }
    say_json(201, $answer);
} else {
    $language = values($pairs, 'form_lang')[0] ?? '';
    $language = in_array($language, LANGUAGES, true) ? $language : LANGUAGES[0];
    header('Location: ' . SITE . "/$language/" . SENT, true, 303);
}

/** The form as pairs of a name and a value, in the order sent, and its files. */
function read_form(): array
{
    $body = file_get_contents('php://input', false, null, 0, MOST_BYTES + 1);
    $length = (int) ($_SERVER['CONTENT_LENGTH'] ?? 0);
    if (strlen($body) > MOST_BYTES || $length > MOST_BYTES) {
        throw new NotStored(413, 'what', 'too_large', 'It is too big. Send less text, and no file.');
    }
    $kind = strtolower(trim(explode(';', $_SERVER['CONTENT_TYPE'] ?? '')[0]));
    if ($kind === 'application/x-www-form-urlencoded') {
        if (strlen($body) < $length) {
            throw new NotStored(400, '', 'unreadable', 'It did not arrive whole. Send it again.');
        }
        $pairs = [];
        foreach (array_filter(explode('&', $body), 'strlen') as $part) {
            [$name, $value] = array_pad(explode('=', $part, 2), 2, '');
            $pairs[] = [urldecode($name), urldecode($value)];
        }
        return [$pairs, []];
    }
    if ($kind === 'multipart/form-data' && !ini_get('enable_post_data_reading')) {
        return read_multipart($body, $_SERVER['CONTENT_TYPE']);
    }
    throw new NotStored(415, '', 'unknown_type', 'It cannot be read here. Send it without a file.');
}

/** The pairs and files of a form with a file box, as browsers write it. */
function read_multipart(string $body, string $kind): array
{
    $damaged = new NotStored(400, '', 'unreadable', 'It arrived damaged. Send it again.');
    if (!preg_match('/boundary="?([^";,]+)/', $kind, $found)) {
        throw $damaged;
    }
    $parts = explode("\r\n--" . $found[1], "\r\n" . $body);
    if (count($parts) < 2 || !str_starts_with(array_pop($parts), '--')) {
        throw $damaged;
    }
    $pairs = $files = [];
    $unescape = fn ($text) => str_replace(['%22', '%0D', '%0A'], ['"', "\r", "\n"], $text);
    foreach (array_slice($parts, 1) as $part) {
        [$head, $content] = array_pad(explode("\r\n\r\n", $part, 2), 2, '');
        if (!preg_match('/[; ]name="([^"]*)"/', $head, $name)) {
            throw $damaged;
        }
        if (!preg_match('/[; ]filename="([^"]*)"/', $head, $filename)) {
            $pairs[] = [$unescape($name[1]), $content];
        } elseif ($filename[1] !== '' || $content !== '') {  // a file box left empty is a nameless empty file
            $files[] = ['field' => $unescape($name[1]), 'name' => $unescape($filename[1]), 'bytes' => strlen($content), 'base64' => base64_encode($content)];
        }
    }
    return [$pairs, $files];
}

/** Put a tip on the disk, whole or not at all; return its name, and what was read back. */
function store_tip(array $pairs, array $files): array
{
    $said = array_filter($pairs, fn ($pair) => trim($pair[1]) !== '' && !in_array($pair[0], SAYS_NOTHING, true));
    if (!$said && !$files) {
        throw new NotStored(422, 'what', 'required', 'Write at least what you saw or heard.');
    }
    if (array_sum(array_map(fn ($pair) => strlen($pair[1]), $pairs)) > 4 * MOST_TEXT) {
        throw new NotStored(413, 'what', 'too_large', 'The text is too long. Make it shorter.');
    }
    // Pairs, not an object: PHP would make numbers of names such as "1". Bytes that are not UTF-8 are kept in base64.
    $coded = array_map(
        fn ($pair) => preg_match('//u', $pair[0] . $pair[1]) ? $pair : [base64_encode($pair[0]), base64_encode($pair[1]), 'base64'],
        $pairs,
    );
    $tip = [
        'received' => time(),
        'flagged' => (bool) array_filter(values($pairs, 'leave_empty'), fn ($value) => trim($value) !== ''),
        'test' => (bool) array_filter(values($pairs, 'form_version'), fn ($value) => str_starts_with($value, 'test')),
        'answers' => $coded,
        'files' => $files,
    ];
    // The same answers with the same tip_id have the same name, so a repeat finds the file of the first.
    $has_id = trim(implode('', values($pairs, 'tip_id'))) !== '';
    $compared = array_values(array_filter($coded, fn ($pair) => $pair[1] !== ''));
    $content = str_replace('\r\n', '\n', json_encode([$compared, $files], JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE));
    $name = $has_id ? hash('sha256', $content) : bin2hex(random_bytes(32));
    if (!is_dir(FOLDER)) {
        mkdir(FOLDER, 0700, true);
    }
    $final = FOLDER . "/$name.json";
    if (file_exists($final) && time() - filemtime($final) > DAY) {
        $name = bin2hex(random_bytes(32));
        $final = FOLDER . "/$name.json";
    }
    if (!file_exists($final)) {
        $part = FOLDER . '/' . bin2hex(random_bytes(16)) . '.part';
        $text = json_encode($tip, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);
        try {
            $file = fopen($part, 'xb');
            $whole = fwrite($file, $text) === strlen($text) && fsync($file);
            if (!(fclose($file) && $whole)) {
                throw new ErrorException('not written');
            }
            rename($part, $final);  // appears whole, or not
        } catch (Throwable $error) {
            if (file_exists($part)) {
                unlink($part);
            }
            throw $error;
        }
    }
    return [$name, json_decode(file_get_contents($final), true, 512, JSON_THROW_ON_ERROR)];
}

/** All values of a name. */
function values(array $pairs, string $name): array
{
    return array_values(array_map(fn ($pair) => $pair[1], array_filter($pairs, fn ($pair) => $pair[0] === $name)));
}

/** Each name with the list of its values. */
function by_name(array $pairs): array
{
    $found = [];
    foreach ($pairs as $pair) {
        $found[$pair[0]][] = $pair[1];
    }
    return $found;
}

/** Say that a tip was not stored: to a script with a code, to people with their own words and a way to call. */
function refuse(bool $scripted, array $pairs, NotStored $why): void
{
    if (in_array($why->status, [429, 503], true)) {
        header('Retry-After: 60');
    }
    if ($scripted) {
        say_json($why->status, ['errors' => [['field' => $why->field, 'code' => $why->id]]]);
        return;
    }
    $escape = fn ($text) => htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
    $kept = '';
    foreach ($pairs as [$name, $value]) {
        if (in_array($name, SAYS_NOTHING, true)) {
            $kept .= '<input type="hidden" name="' . $escape($name) . '" value="' . $escape($value) . '">';
        } elseif ($value !== '') {
            $kept .= '<p><label>' . $escape($name) . '<br><textarea name="' . $escape($name) . '" dir="auto" rows="4" cols="40">'
                . "\n" . $escape($value) . '</textarea></label></p>';
        }
    }
    $again = $kept === '' ? '' : "<form method=\"post\" accept-charset=\"utf-8\">$kept<button>Send again</button></form>";
    http_response_code($why->status);
    header('Content-Type: text/html; charset=utf-8');
    header("Content-Security-Policy: default-src 'none'; form-action 'self' " . SITE . "; base-uri 'none'");
    echo '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        '<title>Not sent</title><h1>This was not sent</h1><p>', $escape($why->getMessage()), '</p>',
        '<p>In danger now? Call the emergency number. ', $escape(CALL), "</p>$again</html>";
}

/** Answer a script, on whatever site it runs. */
function say_json(int $status, array $content): void
{
    http_response_code($status);
    header('Content-Type: application/json');
    header('Access-Control-Allow-Origin: *');
    header('Access-Control-Expose-Headers: Retry-After');
    echo json_encode($content, JSON_INVALID_UTF8_SUBSTITUTE);
}
