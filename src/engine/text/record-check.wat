;; The loop of RecordCheck, 16 bytes at a time. Compiled into record-check-wasm.ts by `npm run wasm:update`.
;;
;; The header lies at address 0, the text behind it. `scan` follows the whole records between `from` and `end` and returns
;; where the first one begins that is not whole. It stops with `odd` set at anything that two parsers may read differently.
(module
  (memory (export "memory") 1)
  (global $records (export "records") (mut i32) (i32.const 0))
  (global $spanning (export "spanning") (mut i32) (i32.const 0))
  (global $odd (export "odd") (mut i32) (i32.const 0))
  ;; Set by the first cell that may have blanks around its content, or that is quoted and empty.
  (global $padded (export "padded") (mut i32) (i32.const 0))
  ;; Whether lines end with a carriage return, too: 1, 0, or -1 while that is not known.
  (global $returns (export "returns") (mut i32) (i32.const -1))

  ;; Length of the UTF-8 sequence at `at` (RFC 3629), or 0 when there is none before `end`.
  (func $sequence (param $at i32) (param $end i32) (result i32)
    (local $first i32) (local $length i32) (local $second i32) (local $next i32)
    (local.set $first (i32.load8_u (local.get $at)))
    (if (i32.or (i32.lt_u (local.get $first) (i32.const 0xc2)) (i32.gt_u (local.get $first) (i32.const 0xf4)))
      (then (return (i32.const 0))))
    (local.set $length (i32.const 2))
    (if (i32.ge_u (local.get $first) (i32.const 0xe0)) (then (local.set $length (i32.const 3))))
    (if (i32.ge_u (local.get $first) (i32.const 0xf0)) (then (local.set $length (i32.const 4))))
    (if (i32.gt_u (i32.add (local.get $at) (local.get $length)) (local.get $end)) (then (return (i32.const 0))))
    (local.set $second (i32.load8_u offset=1 (local.get $at)))
    ;; No overlong forms, no surrogates, nothing beyond U+10FFFF.
    (if (i32.and (i32.eq (local.get $first) (i32.const 0xe0)) (i32.lt_u (local.get $second) (i32.const 0xa0)))
      (then (return (i32.const 0))))
    (if (i32.and (i32.eq (local.get $first) (i32.const 0xf0)) (i32.lt_u (local.get $second) (i32.const 0x90)))
      (then (return (i32.const 0))))
    (if (i32.and (i32.eq (local.get $first) (i32.const 0xed)) (i32.gt_u (local.get $second) (i32.const 0x9f)))
      (then (return (i32.const 0))))
    (if (i32.and (i32.eq (local.get $first) (i32.const 0xf4)) (i32.gt_u (local.get $second) (i32.const 0x8f)))
      (then (return (i32.const 0))))
    (local.set $next (i32.const 1))
    (loop $continuations
      (if (i32.ne
            (i32.and (i32.load8_u (i32.add (local.get $at) (local.get $next))) (i32.const 0xc0))
            (i32.const 0x80))
        (then (return (i32.const 0))))
      (local.set $next (i32.add (local.get $next) (i32.const 1)))
      (br_if $continuations (i32.lt_u (local.get $next) (local.get $length))))
    (local.get $length))

  ;; Looks at both ends of the cell from `at` to `stop`. Blanks are those of sql/text.ts: in ASCII, U+00A0, U+3000, U+FEFF;
  ;; another character that begins with the same byte, or has it in the same place, is taken for one.
  (func $ends (param $at i32) (param $stop i32)
    (local $first i32) (local $last i32) (local $before i32)
    (if (i32.ge_u (local.get $at) (local.get $stop)) (then (return)))
    (local.set $first (i32.load8_u (local.get $at)))
    (local.set $last (i32.load8_u (i32.sub (local.get $stop) (i32.const 1))))
    (if (i32.and (i32.gt_u (local.get $first) (i32.const 0x20)) (i32.gt_u (local.get $last) (i32.const 0x20)))
      (then
        (if (i32.lt_u (i32.or (local.get $first) (local.get $last)) (i32.const 0x80)) (then (return)))
        (block $suspect
          (br_if $suspect (i32.eq (local.get $first) (i32.const 0xc2)))
          (br_if $suspect (i32.eq (local.get $first) (i32.const 0xe3)))
          (br_if $suspect (i32.eq (local.get $first) (i32.const 0xef)))
          (if (i32.lt_u (local.get $last) (i32.const 0x80)) (then (return)))
          (br_if $suspect (i32.eq (i32.load8_u (i32.sub (local.get $stop) (i32.const 2))) (i32.const 0xc2)))
          (local.set $before (i32.load8_u (i32.sub (local.get $stop) (i32.const 3))))
          (br_if $suspect (i32.eq (local.get $before) (i32.const 0xe3)))
          (br_if $suspect (i32.eq (local.get $before) (i32.const 0xef)))
          (return))))
    (global.set $padded (i32.const 1)))

  ;; The same for a cell with its quotes, if it has any. `stop` is behind its last byte.
  (func $cell (param $at i32) (param $stop i32) (param $quote i32)
    (if (global.get $padded) (then (return)))
    (if (i32.and
          (i32.gt_u (local.get $stop) (local.get $at))
          (i32.eq (i32.load8_u (local.get $at)) (local.get $quote)))
      (then
        (if (i32.eq (i32.sub (local.get $stop) (local.get $at)) (i32.const 2))
          (then (global.set $padded (i32.const 1))))
        (call $ends (i32.add (local.get $at) (i32.const 1)) (i32.sub (local.get $stop) (i32.const 1))))
      (else (call $ends (local.get $at) (local.get $stop)))))

  ;; Counts the record from `start` to `stop`, which a line feed ended if `ended`; or finds it odd.
  (func $close (param $start i32) (param $stop i32) (param $ended i32) (param $found i32) (param $separators i32)
    (param $breaks i32) (param $header i32) (param $last_cell i32) (param $quote i32)
    (local $return i32) (local $length i32) (local $at i32)
    (if (i32.and (local.get $ended) (i32.gt_u (local.get $stop) (local.get $start)))
      (then (local.set $return
        (i32.eq (i32.load8_u (i32.sub (local.get $stop) (i32.const 1))) (i32.const 13)))))
    (if (local.get $ended)
      (then
        (if (i32.eq (global.get $returns) (i32.const -1)) (then (global.set $returns (local.get $return))))
        (if (i32.ne (global.get $returns) (local.get $return)) (then (global.set $odd (i32.const 1)) (return)))))
    (local.set $length (i32.sub (i32.sub (local.get $stop) (local.get $start)) (local.get $return)))
    (if (i32.or
          (i32.ne (local.get $found) (local.get $separators))
          (i32.gt_u (local.get $length) (i32.const 1000000)))
      (then (global.set $odd (i32.const 1)) (return)))
    ;; As many bytes as separators are a record without any content.
    (if (i32.and (i32.eq (local.get $length) (local.get $separators)) (i32.gt_u (local.get $separators) (i32.const 0)))
      (then (global.set $odd (i32.const 1)) (return)))
    (if (i32.eq (local.get $length) (local.get $header))
      (then
        (block $different
          (loop $compare
            (br_if $different (i32.ne
              (i32.load8_u (local.get $at))
              (i32.load8_u (i32.add (local.get $start) (local.get $at)))))
            (local.set $at (i32.add (local.get $at) (i32.const 1)))
            (br_if $compare (i32.lt_u (local.get $at) (local.get $length))))
          (global.set $odd (i32.const 1))
          (return))))
    (call $cell (local.get $last_cell) (i32.sub (local.get $stop) (local.get $return)) (local.get $quote))
    (global.set $records (i32.add (global.get $records) (i32.const 1)))
    (if (local.get $breaks) (then (global.set $spanning (i32.add (global.get $spanning) (i32.const 1))))))

  (func (export "scan") (param $from i32) (param $end i32) (param $last i32) (param $delimiter i32) (param $quote i32)
    (param $separators i32) (param $header i32) (result i32)
    (local $start i32) (local $block i32) (local $mask i32) (local $at i32) (local $byte i32) (local $next i32)
    (local $cell i32) (local $found i32) (local $breaks i32) (local $skip i32) (local $quoted i32) (local $length i32)
    (local $bytes v128) (local $delimiters v128) (local $quotes v128)
    (local.set $start (local.get $from))
    (local.set $cell (local.get $from))
    (local.set $block (local.get $from))
    (local.set $delimiters (i8x16.splat (local.get $delimiter)))
    (local.set $quotes (i8x16.splat (local.get $quote)))
    (block $ended
      (loop $blocks
        (br_if $ended (i32.ge_u (local.get $block) (local.get $end)))
        (local.set $bytes (v128.load (local.get $block)))
        ;; One bit for each byte that matters; those beyond ASCII have their own high bit.
        (local.set $mask (i8x16.bitmask
          (v128.or
            (v128.or
              (v128.or (local.get $bytes) (i8x16.eq (local.get $bytes) (local.get $delimiters)))
              (v128.or
                (i8x16.eq (local.get $bytes) (local.get $quotes))
                (i8x16.eq (local.get $bytes) (v128.const i8x16 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10))))
            (v128.or
              (i8x16.eq (local.get $bytes) (v128.const i8x16 13 13 13 13 13 13 13 13 13 13 13 13 13 13 13 13))
              (i8x16.eq (local.get $bytes) (v128.const i64x2 0 0))))))
        (if (i32.gt_u (i32.add (local.get $block) (i32.const 16)) (local.get $end))
          (then (local.set $mask (i32.and (local.get $mask)
            (i32.sub (i32.shl (i32.const 1) (i32.sub (local.get $end) (local.get $block))) (i32.const 1))))))
        (block $next_block
          (loop $bits
            (br_if $next_block (i32.eqz (local.get $mask)))
            (local.set $at (i32.add (local.get $block) (i32.ctz (local.get $mask))))
            (local.set $mask (i32.and (local.get $mask) (i32.sub (local.get $mask) (i32.const 1))))
            (br_if $bits (i32.lt_u (local.get $at) (local.get $skip)))
            (local.set $byte (i32.load8_u (local.get $at)))
            (local.set $next (i32.add (local.get $at) (i32.const 1)))

            (if (i32.ge_u (local.get $byte) (i32.const 128))
              (then
                (local.set $length (call $sequence (local.get $at) (local.get $end)))
                (if (i32.eqz (local.get $length))
                  (then
                    ;; The end of these bytes may cut a sequence; the end of the text may not.
                    (if (i32.or (local.get $last) (i32.gt_u (i32.sub (local.get $end) (local.get $at)) (i32.const 3)))
                      (then (global.set $odd (i32.const 1))))
                    (return (local.get $start))))
                (local.set $skip (i32.add (local.get $at) (local.get $length)))
                (br $bits)))

            (if (local.get $quoted)
              (then
                (if (i32.eq (local.get $byte) (local.get $quote))
                  (then
                    (if (i32.eq (local.get $next) (local.get $end))
                      (then
                        (if (i32.eqz (local.get $last)) (then (return (local.get $start))))
                        (local.set $quoted (i32.const 0))
                        (br $bits)))
                    (local.set $byte (i32.load8_u (local.get $next)))
                    (if (i32.eq (local.get $byte) (local.get $quote))
                      (then
                        (local.set $skip (i32.add (local.get $at) (i32.const 2)))
                        (br $bits)))
                    (local.set $quoted (i32.const 0))
                    (br_if $bits (i32.eq (local.get $byte) (local.get $delimiter)))
                    (br_if $bits (i32.eq (local.get $byte) (i32.const 10)))
                    (br_if $bits (i32.eq (local.get $byte) (i32.const 13)))
                    (global.set $odd (i32.const 1))
                    (return (local.get $start))))
                (if (i32.eq (local.get $byte) (i32.const 10))
                  (then (local.set $breaks (i32.add (local.get $breaks) (i32.const 1)))))
                (br_if $bits (local.get $byte))
                (global.set $odd (i32.const 1))
                (return (local.get $start))))

            (if (i32.eq (local.get $byte) (local.get $delimiter))
              (then
                (local.set $found (i32.add (local.get $found) (i32.const 1)))
                ;; Most cells begin and end with a visible character of ASCII; a call for each would double the time.
                (local.set $byte (i32.load8_u (local.get $cell)))
                (if (i32.or
                      (i32.or
                        (i32.ge_u (i32.sub (local.get $byte) (i32.const 0x21)) (i32.const 0x5e))
                        (i32.ge_u
                          (i32.sub (i32.load8_u (i32.sub (local.get $at) (i32.const 1))) (i32.const 0x21))
                          (i32.const 0x5e)))
                      (i32.eq (local.get $byte) (local.get $quote)))
                  (then (call $cell (local.get $cell) (local.get $at) (local.get $quote))))
                (local.set $cell (local.get $next))
                (br $bits)))
            (if (i32.eq (local.get $byte) (i32.const 10))
              (then
                (call $close (local.get $start) (local.get $at) (i32.const 1) (local.get $found)
                  (local.get $separators) (local.get $breaks) (local.get $header) (local.get $cell) (local.get $quote))
                (if (global.get $odd) (then (return (local.get $start))))
                (local.set $start (local.get $next))
                (local.set $cell (local.get $next))
                (local.set $found (i32.const 0))
                (local.set $breaks (i32.const 0))
                (br $bits)))
            (if (i32.and (i32.eq (local.get $byte) (local.get $quote)) (i32.eq (local.get $at) (local.get $cell)))
              (then
                (local.set $quoted (i32.const 1))
                (br $bits)))
            (if (i32.eq (local.get $byte) (i32.const 13))
              (then
                (if (i32.lt_u (local.get $next) (local.get $end))
                  (then (br_if $bits (i32.eq (i32.load8_u (local.get $next)) (i32.const 10))))
                  (else (if (i32.eqz (local.get $last)) (then (return (local.get $start))))))))
            ;; A lone carriage return, a NUL, or a quote inside a cell.
            (global.set $odd (i32.const 1))
            (return (local.get $start))))
        (local.set $block (i32.add (local.get $block) (i32.const 16)))
        (br $blocks)))
    (if (i32.eqz (local.get $last)) (then (return (local.get $start))))
    (if (local.get $quoted) (then (global.set $odd (i32.const 1))))
    (if (i32.and (i32.lt_u (local.get $start) (local.get $end)) (i32.eqz (global.get $odd)))
      (then
        (call $close (local.get $start) (local.get $end) (i32.const 0) (local.get $found)
          (local.get $separators) (local.get $breaks) (local.get $header) (local.get $cell) (local.get $quote))
        (if (i32.eqz (global.get $odd)) (then (local.set $start (local.get $end))))))
    (local.get $start)))
