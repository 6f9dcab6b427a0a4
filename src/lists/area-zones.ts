/**
 * Zones by leading digits of E.164 numbers, without their plus, where a country has several: as its numbering plan gives
 * out area codes. An area that lies in two zones has both. What is not named here has all zones of its country.
 */
export const areaZones: readonly { readonly zones: string; readonly areas: string }[] = [
  {
    zones: 'America/New_York',
    areas: `1: 201 202 203 207 212 215 216 220 223 227 229 231 234 239 240 248 252 260 267 269 272 276 283 301 302 304 305
      313 315 317 321 324 326 329 330 332 336 339 347 351 352 363 364 380 386 401 404 407 410 412 413 419 434 440 443 445
      448 463 470 472 475 478 484 502 508 513 516 517 518 540 551 561 567 570 571 582 585 586 603 607 609 610 614 616 617
      631 640 645 646 656 667 678 680 681 686 689 703 704 706 716 717 718 724 727 728 732 734 740 743 754 757 762 765 770
      771 772 774 781 786 802 803 804 810 813 814 821 826 828 835 838 839 843 845 848 854 856 857 859 860 862 863 864 865
      878 904 908 910 912 914 917 919 929 930 934 937 941 943 947 948 954 959 973 978 980 984 989`,
  },
  {
    zones: 'America/Chicago',
    areas: `1: 205 210 214 217 218 224 225 228 235 251 254 256 262 274 281 309 312 314 316 318 319 320 325 327 331 334 337
      346 353 361 402 405 409 414 417 430 432 447 464 469 479 501 504 507 512 515 531 534 539 557 563 572 573 580 601 608
      612 615 618 629 630 636 641 651 659 660 662 682 708 712 713 715 726 730 731 737 763 769 773 779 806 815 816 817 830
      832 847 870 872 901 903 913 918 920 931 936 938 940 945 952 956 972 975 979 985`,
  },
  { zones: 'America/Chicago America/New_York', areas: '1: 219 270 364 423 574 606 812 850 906 930' },
  { zones: 'America/Chicago America/Denver', areas: '1: 308 402 531 605 620 701 785 432 915' },
  { zones: 'America/Denver', areas: '1: 303 307 385 406 435 505 575 719 720 748 801 970 983' },
  { zones: 'America/Denver America/Phoenix', areas: '1: 928' },
  { zones: 'America/Phoenix', areas: '1: 480 520 602 623' },
  { zones: 'America/Boise America/Los_Angeles', areas: '1: 208 986' },
  { zones: 'America/Denver America/Los_Angeles', areas: '1: 458 541 775' },
  {
    zones: 'America/Los_Angeles',
    areas: `1: 206 209 213 253 279 310 323 341 350 360 369 408 415 424 425 442 503 509 510 530 559 562 564 619 626 628 650
      657 661 669 702 707 714 725 738 747 760 805 818 820 831 840 858 909 916 925 949 951 971`,
  },
  { zones: 'America/Anchorage America/Adak', areas: '1: 907' },
  { zones: 'Pacific/Honolulu', areas: '1: 808' },
  {
    zones: 'America/Toronto',
    areas: `1: 226 249 263 289 343 354 365 367 382 416 437 438 450 468 514 519 548 579 581 613 647 683 705 742 753 819 873
      905 942`,
  },
  { zones: 'America/Halifax America/Toronto', areas: '1: 418' },
  { zones: 'America/Toronto America/Winnipeg', areas: '1: 807' },
  { zones: 'America/Winnipeg', areas: '1: 204 431 584' },
  { zones: 'America/Regina America/Edmonton', areas: '1: 306 474 639' },
  { zones: 'America/Edmonton', areas: '1: 368 403 587 780 825' },
  { zones: 'America/Edmonton America/Vancouver', areas: '1: 236 250 672 778' },
  { zones: 'America/Vancouver', areas: '1: 257 604' },
  { zones: 'America/Halifax', areas: '1: 428 506 782 902' },
  { zones: 'America/St_Johns America/Halifax', areas: '1: 709 879' },
  {
    zones: 'America/Toronto America/Winnipeg America/Edmonton America/Vancouver America/Whitehorse',
    areas: '1: 867',
  },
  // Australia: mobile numbers, 614, may be anywhere in it.
  { zones: 'Australia/Sydney Australia/Lord_Howe', areas: '61: 2' },
  { zones: 'Australia/Melbourne Australia/Hobart', areas: '61: 3' },
  { zones: 'Australia/Brisbane Australia/Sydney', areas: '61: 7' },
  { zones: 'Australia/Adelaide Australia/Darwin Australia/Perth Australia/Eucla', areas: '61: 8' },
  // Brazil: mobile numbers have the same area codes.
  {
    zones: 'America/Sao_Paulo',
    areas: `55: 11 12 13 14 15 16 17 18 19 21 22 24 27 28 31 32 33 34 35 37 38 41 42 43 44 45 46 47 48 49 51 53 54 55 61 62
      64 71 73 74 75 77 79 82 83 84 85 86 87 88 89 91 93 94 96 98 99 63`,
  },
  { zones: 'America/Cuiaba America/Campo_Grande', areas: '55: 65 66 67' },
  { zones: 'America/Porto_Velho', areas: '55: 69' },
  { zones: 'America/Rio_Branco America/Manaus', areas: '55: 68' },
  { zones: 'America/Manaus America/Rio_Branco', areas: '55: 92 97' },
  { zones: 'America/Boa_Vista', areas: '55: 95' },
  { zones: 'America/Recife America/Noronha', areas: '55: 81' },
  // Russia: fixed lines; mobile numbers, 79, may be anywhere in it.
  {
    zones: 'Europe/Moscow',
    areas: `7: 471 472 473 474 475 481 482 483 484 485 486 487 491 492 493 494 495 496 498 499 811 812 813 814 815 816 817
      818 820 821 831 833 834 835 836 843 844 861 862 863 865 866 867 871 872 873 877 878 879 401`,
  },
  { zones: 'Europe/Samara Europe/Saratov', areas: '7: 341 842 845 846 848 851' },
  { zones: 'Asia/Yekaterinburg', areas: '7: 342 343 345 346 347 349 351 352 353' },
  { zones: 'Asia/Omsk', areas: '7: 381' },
  { zones: 'Asia/Novosibirsk Asia/Tomsk Asia/Krasnoyarsk', areas: '7: 382 383 384 385 388 390 391 394' },
  { zones: 'Asia/Irkutsk', areas: '7: 301 395' },
  { zones: 'Asia/Chita Asia/Yakutsk', areas: '7: 302 411 416' },
  { zones: 'Asia/Vladivostok', areas: '7: 421 423 426' },
  { zones: 'Asia/Magadan Asia/Sakhalin Asia/Kamchatka Asia/Anadyr', areas: '7: 413 415 424 427' },
  { zones: 'Asia/Almaty', areas: '7: 727' },
  // Mexico: mobile numbers have the same area codes.
  {
    zones: 'America/Mexico_City',
    areas: '52: 33 55 56 81 222 228 229 442 443 444 449 461 462 464 477 722 729 777 833 844',
  },
  { zones: 'America/Tijuana', areas: '52: 646 658 661 663 664 665 686' },
  {
    zones: 'America/Hermosillo America/Mazatlan',
    areas: '52: 612 613 622 624 631 642 644 645 662 667 668 669 687',
  },
  { zones: 'America/Cancun', areas: '52: 983 984 987 998' },
  // Spain and Portugal: their islands.
  { zones: 'Atlantic/Canary', areas: '34: 822 828 922 928' },
  { zones: 'Atlantic/Azores', areas: '351: 292 295 296' },
  { zones: 'Atlantic/Madeira', areas: '351: 291' },
  {
    zones: 'Europe/Lisbon',
    areas: `351: 21 22 231 232 233 234 235 236 238 239 241 242 243 244 245 249 251 252 253 254 255 256 258 259 261 262 263
      265 266 268 269 271 272 273 274 275 276 277 278 279 281 282 283 284 285 286 289`,
  },
  {
    zones: 'Europe/Madrid',
    areas: `34: 91 93 920 921 923 924 925 926 927 94 950 951 952 953 954 955 957 958 959 96 971 972 973 974 975 976 977 978
      979 980 981 982 983 984 985 986 987 988`,
  },
];
